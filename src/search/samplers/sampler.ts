import type { SearchSpace } from '../../space/search-space.js';
import type { Trial, TrialConfig } from '../../trial/trial.js';
import type { Random } from '../../util/random.js';

/** What may be tried: each family with its first configuration and its space. */
export interface FamilySpace {
  readonly family: string;
  readonly defaults: TrialConfig['params'];
  readonly space: SearchSpace;
  /** Epochs that its schedule can be planned for, ascending; undefined where epochs are no plan. */
  readonly lengths?: readonly number[] | undefined;
}

/** Chooses the next configuration from what earlier trials showed. */
export interface Sampler {
  readonly name: string;
  next(families: readonly FamilySpace[], earlier: readonly Trial[], random: Random): TrialConfig;
}
