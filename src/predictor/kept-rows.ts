import type { Labels, Table } from '../table/table.js';

/** What models said of rows that they had not been fitted to. */
export interface OutOfFold {
  /** Where each row stood in the data that was read, from 0; −1: in the validation file. */
  readonly rows: Int32Array;
  /** The fold whose models judged it. */
  readonly folds: Int32Array;
  readonly truth: Labels;
  readonly weights?: Float64Array | undefined;
  /** Codes of groups whose rows are not independent; −1: none. */
  readonly groups?: Int32Array | undefined;
  /** Of the predictor, then of the trials whose predictions were kept: (rows, classes), or one number a row. */
  readonly predictions: readonly NamedPredictions[];
}

export interface NamedPredictions {
  readonly name: string;
  readonly values: Float64Array;
}

/** Some rows of a run's data. */
export interface KeptTable {
  /** As in OutOfFold; −1 too where no fold judged the row. */
  readonly rows: Int32Array;
  readonly folds: Int32Array;
  /** The place of each among the rows of OutOfFold; −1 where no fold judged it. */
  readonly places: Int32Array;
  /** Typed columns of the features, and the label. */
  readonly table: Table;
}

/** Rows that stand for all of them where answers are explained, and those of which most was wrong. */
export interface Background extends KeptTable {
  /** The worst first. */
  readonly worst: KeptTable;
}

export interface KeptRows {
  readonly outOfFold: OutOfFold;
  readonly background: Background;
}
