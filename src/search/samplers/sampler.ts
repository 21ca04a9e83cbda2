import type { Lengths, Rungs, SearchSpace } from '../../space/search-space.js';
import type { Trial, TrialConfig } from '../../trial/trial.js';
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
export interface SampleRequest {
  readonly families: readonly FamilySpace[];
  /** What each earlier trial showed last. */
  readonly earlier: readonly Trial[];
  /** How good a trial is, higher is better; −Infinity without a score. */
  readonly worth: (trial: Trial) => number;
  readonly random: Random;
  /** How many configurations this sampler has drawn before. */
  readonly draw: number;
}

/** Chooses the next configuration from what earlier trials showed. */
export interface Sampler {
  readonly name: string;
  next(request: SampleRequest): TrialConfig;
}
