import type { Lengths, SearchSpace } from '../../space/search-space.js';
import type { Trial, TrialConfig } from '../../trial/trial.js';
import type { Random } from '../../util/random.js';

/** What may be tried: each family with its first configuration and its space. */
export interface FamilySpace {
  readonly family: string;
  readonly defaults: TrialConfig['params'];
  readonly space: SearchSpace;
  /** How far its training can be shortened beforehand. */
  readonly lengths?: Lengths | undefined;
}

/** Chooses the next configuration from what earlier trials showed. */
export interface Sampler {
  readonly name: string;
  next(families: readonly FamilySpace[], earlier: readonly Trial[], random: Random): TrialConfig;
}
