import type { Scored } from '../quality/results.js';

/** One contender on one data set with one seed. */
export interface SideResult extends Scored {
  /** Whose rows scored: those of the test file, or a fifth of the training file that nobody was fitted to. */
  readonly split: string;
  /** RMSE or log loss on those rows. */
  readonly test: number;
  /** Of the whole command, and of fitting alone. */
  readonly seconds: number;
  readonly fitSeconds: number;
  /** Of the most demanding process, in MB. */
  readonly peakMemory: number;
  /** What predicting needs on disk. */
  readonly modelBytes: number;
  readonly rowsPerSecond: number;
  readonly models: number;
  /** Of autofit. */
  readonly commit: string;
}
