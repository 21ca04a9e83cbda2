import type { Importance } from '../predictor/importance.js';
import type { Predicts } from './answers.js';
import type { CellValue } from './cell-value.js';
import type { PermutationImportance } from './explained-importance.js';

/** Facts about a predictor; plain data. */
export interface Explanation {
  readonly label: string;
  /** By each metric that was asked for. */
  readonly importance?: readonly PermutationImportance[];
  /** What the models say of themselves, where there are no rows to judge by. */
  readonly shares?: Importance;
  readonly rows?: readonly ExplainedRow[];
  readonly columns?: readonly ExplainedColumn[];
  /** Of each two columns that were named. */
  readonly interactions?: readonly ExplainedInteraction[];
  /** What the reader of the data noticed, and what the numbers stand on. */
  readonly notes: readonly string[];
}

/** Why a row is answered as it is. */
export interface ExplainedRow {
  /** Its place in the data, from 1. */
  readonly row: number;
  /** A number, or a class. */
  readonly prediction: number | string;
  /** Whether it is a copy of training rows, answered by their labels as well: `outputs` are of the models alone. */
  readonly isCopy: boolean;
  readonly predicts: Predicts;
  /** Whether contributions were sampled: then they have standard errors. */
  readonly isSampled: boolean;
  readonly outputs: readonly ExplainedOutput[];
  /** Rows like this one that the model was fitted to, or that stand for them; the nearest first. */
  readonly nearest: readonly LikeRow[];
}

/** The answer for one class, or for the label itself: the base and all contributions. */
export interface ExplainedOutput {
  readonly class: string | null;
  readonly answer: number;
  /** The mean answer over the background. */
  readonly base: number;
  /** The largest first. */
  readonly contributions: readonly Contribution[];
}

export interface Contribution {
  /** One column of the table, or some that are one thing. */
  readonly columns: readonly string[];
  readonly values: readonly CellValue[];
  readonly contribution: number;
  readonly standardError: number;
}

export interface LikeRow {
  /** Its place, from 1, in the data of training, in the background that was given, or in the data itself. */
  readonly row: number;
  /** In [0, 1] (Gower 1971). */
  readonly distance: number;
  /** Null where it is not known. */
  readonly label: number | string | null;
}

/** What is answered when a column takes one value after the other, all others staying as they are. */
export interface ExplainedColumn {
  readonly column: string;
  readonly predicts: Predicts;
  /** The class of each output; null for the label itself. */
  readonly classes: readonly (string | null)[];
  readonly values: readonly CellValue[];
  /** (values, outputs) */
  readonly means: readonly (readonly number[])[];
  /** (rows, values, outputs): of single rows. */
  readonly curves: readonly (readonly (readonly number[])[])[];
}

/** How much of what two columns say together neither says alone (Friedman's H²), for each output. */
export interface ExplainedInteraction {
  readonly columns: readonly [string, string];
  readonly predicts: Predicts;
  readonly classes: readonly (string | null)[];
  readonly strengths: readonly number[];
}
