/** The code of a missing cell. */
export const MISSING = -1;
/** The code of a cell whose level the schema does not know. */
export const UNSEEN = -2;
/** The code of the first class of a label that the schema does not know; that of the next one is a step lower. */
export const UNKNOWN_CLASS = -1;

/** One label a row: numbers, or codes of classes, by type, as any number may be a label. */
export type Labels = Float64Array | Int32Array;

/** Numbers of a column: in single precision where that loses none of them. */
export type ColumnNumbers = Float64Array | Float32Array;

/** Codes of a column, in as many bits as they need. */
export type ColumnCodes = Int32Array | Int16Array | Int8Array;

/** Numbers; NaN is missing. */
export interface NumericColumn {
  readonly kind: 'numeric';
  readonly name: string;
  readonly values: ColumnNumbers;
  /** What cells tell besides, as the two numbers of a pair whose mean is the value. @default nothing */
  readonly parts?: readonly NamedNumbers[] | undefined;
}

/** Numbers row by row under the name of what they say of their column. */
export interface NamedNumbers {
  readonly name: string;
  readonly values: ColumnNumbers;
}

/** Codes of levels; MISSING and UNSEEN are negative. */
export interface CodedColumn {
  readonly kind: 'coded';
  readonly name: string;
  readonly codes: ColumnCodes;
  readonly levels: number;
  /** Whether codes stand in an order that means something. @default false */
  readonly isOrdered?: boolean | undefined;
}

/** Milliseconds since 1970 in UTC; NaN is missing. */
export interface DatetimeColumn {
  readonly kind: 'datetime';
  readonly name: string;
  readonly values: ColumnNumbers;
}

/** Texts by dictionary: text `codes[row]` is the UTF-8 of `bytes` from `offsets[code]` to `offsets[code + 1]`. */
export interface TextColumn {
  readonly kind: 'text';
  readonly name: string;
  /** MISSING where there is no text. */
  readonly codes: ColumnCodes;
  readonly bytes: Uint8Array;
  readonly offsets: Int32Array;
}

/** Lists by dictionary: the items of list `codes[row]` are `own` from `offsets[code]` to `offsets[code + 1]`, ascending. */
export interface ListColumn {
  readonly kind: 'list';
  readonly name: string;
  /** MISSING where there is no list. */
  readonly codes: ColumnCodes;
  readonly offsets: Int32Array;
  /** Codes of items. */
  readonly own: Int32Array;
  /** How many items the schema knows. */
  readonly items: number;
}

/** Pictures by dictionary: those of cell `codes[row]` are `own` from `offsets[code]` to `offsets[code + 1]`. */
export interface ImageColumn {
  readonly kind: 'image';
  readonly name: string;
  /** MISSING where there is no picture. */
  readonly codes: ColumnCodes;
  readonly offsets: Int32Array;
  /** Places among the pictures. */
  readonly own: Int32Array;
  /** Pixels a side; pictures were averaged to a square of it (the aspect is kept in `sizes` alone). */
  readonly side: number;
  /** RGB, (pictures, side, side, 3). */
  readonly pixels: Uint8Array;
  /** Of each picture as it was: width, height, bytes of its file; (pictures, 3). */
  readonly sizes: Float64Array;
  /** What a backbone makes of each, (pictures, values); NaN where it was not asked yet. @default it was asked of none */
  readonly deep?: Float32Array | undefined;
}

export type Column =
  | NumericColumn
  | CodedColumn
  | DatetimeColumn
  | TextColumn
  | ListColumn
  | ImageColumn;

/** Typed columns of the features, and the label where it is known, on memory that threads may share. */
export interface Table {
  readonly kind: 'table';
  readonly rows: number;
  readonly columns: readonly Column[];
  readonly target: Labels | undefined;
  /** How much each row counts, in units of the mean training row. */
  readonly weights?: Float64Array | undefined;
  /** Codes of groups whose rows stay together; −1: none. */
  readonly groups?: Int32Array | undefined;
  /** Where each row lies in time; NaN is missing. */
  readonly times?: Float64Array | undefined;
}

/** Gives the memory for a column; threads need a SharedArrayBuffer, browsers an ArrayBuffer. */
export type Allocate = (bytes: number) => ArrayBufferLike;
