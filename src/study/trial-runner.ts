import type { Params } from '../space/search-space.js';
import type { Outcome } from './attempt.js';
import type { PruningRule } from './pruning.js';

/** Runs trials somewhere. */
export interface TrialRunner {
  /** Undefined for what the end of the search has cut short. */
  run(number: number, params: Params, rule: PruningRule): Promise<Outcome | undefined>;
  close(): Promise<void>;
}
