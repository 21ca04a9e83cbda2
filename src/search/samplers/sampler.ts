import type { Lengths, Rungs, SearchSpace } from '../../space/search-space.js';
import type { Trial, TrialConfig, TriedConfig } from '../../trial/trial.js';
import type { Random } from '../../util/random.js';

/** What may be tried: each family with its first configuration and its space. */
export interface FamilySpace {
  readonly family: string;
  readonly defaults: TrialConfig['params'];
  readonly space: SearchSpace;
  /** How far its training can be shortened beforehand. */
  readonly lengths?: Lengths | undefined;
  /** Where its training can be paused. */
  readonly rungs?: Rungs | undefined;
  /** Tables of more rows are searched without it. */
  readonly largestTable?: number | undefined;
}

/** What a sampler may know when it chooses. */
export interface SampleRequest<T extends TriedConfig = Trial> {
  readonly families: readonly FamilySpace[];
  /** What each earlier trial showed last. */
  readonly earlier: readonly T[];
  /** How good a trial is, higher is better; −Infinity without a score. */
  readonly worth: (trial: T) => number;
  readonly random: Random;
  /** What was begun and has shown nothing yet. @default none */
  readonly pending?: readonly TrialConfig[] | undefined;
  /** How many configurations this sampler has drawn before. */
  readonly draw: number;
}

/** Chooses the next configuration from what earlier trials showed. */
export interface Sampler<T extends TriedConfig = Trial> {
  readonly name: string;
  next(request: SampleRequest<T>): TrialConfig;
}

/** One that knows of trials only what all that is searched has in common. */
export interface GeneralSampler {
  readonly name: string;
  next<T extends TriedConfig>(request: SampleRequest<T>): TrialConfig;
}
