/** The code of a missing cell. */
export const MISSING = -1;
/** The code of a cell whose level the schema does not know. */
export const UNSEEN = -2;

/** Numbers; NaN is missing. */
export interface NumericColumn {
  readonly kind: 'numeric';
  readonly name: string;
  readonly values: Float64Array;
}

/** Codes of levels; MISSING and UNSEEN are negative. */
export interface CodedColumn {
  readonly kind: 'coded';
  readonly name: string;
  readonly codes: Int32Array;
  readonly levels: number;
}

export type Column = NumericColumn | CodedColumn;

/** Typed columns of the features, and the label where it is known, on memory that threads may share. */
export interface Table {
  readonly kind: 'table';
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Numbers, or codes of classes (−1: a class that the schema does not know); NaN is missing. */
  readonly target: Float64Array | undefined;
}

/** Gives the memory for a column; threads need a SharedArrayBuffer, browsers an ArrayBuffer. */
export type Allocate = (bytes: number) => ArrayBufferLike;
