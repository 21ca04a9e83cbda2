import type { TrialConfig } from './trial.js';

/** A stretch of a trial's training, up to a rung or on to the other folds: what the search hands out, one after another. */
export interface Stretch {
  /** Counts all stretches in the order in which they are handed out; 0 is the baseline. */
  readonly number: number;
  readonly trial: number;
  readonly config: TrialConfig;
  /** 0 for a trial's first stretch. */
  readonly rung: number;
  /** The epoch, or round, at which it pauses; undefined for the rest of the training. */
  readonly pauseAfter?: number | undefined;
  /** Whether it trains on the first fold alone. @default false */
  readonly onFirstFold?: boolean | undefined;
  /** The trial's stretch before it, whose checkpoints it goes on from. */
  readonly from?: number | undefined;
}
