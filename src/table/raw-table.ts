import type { Pictures } from './image-column.js';

/** A picture that could not be read, and why, to stand behind it: `is cut off: …`. */
export interface CellFault {
  readonly picture: string;
  readonly reason: string;
}

/** Pictures that the texts of a dictionary name or hold: those of text `code` are `lists[code]`, places among all. */
export interface CellPictures extends Pictures {
  /** Without those that could not be read. */
  readonly lists: readonly (readonly number[])[];
  /** Those that could not be read, by the codes of their texts; of several in a text the first. */
  readonly broken: ReadonlyMap<number, CellFault>;
}

/** Cells by dictionary: `values[codes[row]]` is the text of a row. A text may be in the dictionary twice. */
export interface CodedCells {
  readonly kind: 'coded';
  readonly name: string;
  readonly codes: Int32Array;
  readonly values: readonly string[];
  /** Whether no text is in the dictionary twice for sure. @default false */
  readonly isDistinct?: boolean | undefined;
  /** Once they are read, of a column of pictures. @default none */
  readonly pictures?: CellPictures | undefined;
}

/** Cells that nearly all are plain numbers: each has its value and the form (FORM) in which it was written. */
export interface NumberCells {
  readonly kind: 'numbers';
  readonly name: string;
  /** The number of a row, or the place of its text where the form is `text`. */
  readonly numbers: Float64Array;
  readonly forms: Uint8Array;
  /** The texts that are no plain numbers. */
  readonly values: readonly string[];
}

/** A column of cells as written. */
export type RawColumn = CodedCells | NumberCells;

/** A record that does not fit the header. */
export interface BadRow {
  /** The file, where the table is of several. */
  readonly source?: string | undefined;
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table of cells as written, before anything is judged. */
export interface RawTable {
  readonly kind: 'raw-table';
  /** The file's path, or what else it came from; for messages. */
  readonly source: string;
  readonly rows: number;
  readonly columns: readonly RawColumn[];
  /** Whether the first record names the columns. */
  readonly header: boolean;
  /** Names that the header has more than once. */
  readonly repeated: readonly string[];
  /** Records that were set aside. */
  readonly badRows: readonly BadRow[];
  /** What the reader noticed and the user should know. */
  readonly notes: readonly string[];
  /** Whether reading was told to stop before the end. @default false */
  readonly isCut?: boolean;
  /** Whether rows name their own columns, so that one that none of them names is missing in all. @default false */
  readonly isOpen?: boolean;
  /** The folder that paths in its cells start from: that of its file. @default none, as in memory */
  readonly folder?: string | undefined;
  /** Whether it is a folder of pictures: its label is the name of a sub-folder, and a class. @default false */
  readonly isPictureFolder?: boolean | undefined;
  /** Whether dates of its file are typed, so that a `Z` behind their texts is nobody's; of several files, of one. @default false */
  readonly hasMoments?: boolean;
  /** Whether those have no zone in any case, as in workbooks. @default false */
  readonly lacksZones?: boolean;
  /** Whether a program handed it over, row by row or in columns. @default false */
  readonly isInMemory?: boolean;
}

/** A table that was in memory: its keys are its names, and it has no records. */
export const NO_RECORDS = { header: true, repeated: [], badRows: [] } as const;
