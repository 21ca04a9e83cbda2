import type { ScoredRows } from '../../metrics/scored-rows.js';

/** Rows with their labels and what the predictor says of them: out of fold, or of data that was given. */
export interface JudgedRows extends ScoredRows {
  /** (rows, classes) probabilities, or one number a row. */
  readonly predictions: Float64Array;
  /**
   * Of two classes whose threshold was chosen on these rows: 0 and 1, each row decided by a threshold that was fitted to others.
   * @default the predictor's threshold is as good for these rows as for any
   */
  readonly decided?: Float64Array | undefined;
  /** The user's own metric that decided, for which another one stands here, as no file keeps it. @default none */
  readonly insteadOf?: string | undefined;
  /** What the rows are, for people: `validation rows`, or a file's name. */
  readonly what: string;
  /** What reading them told. @default nothing */
  readonly notes?: readonly string[] | undefined;
  /** Class names by code; empty for numbers. */
  readonly classes: readonly string[];
}
