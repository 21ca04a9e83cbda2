/** How files are read, whatever for. */
export interface ReadingOptions {
  /** What stands between the fields of a CSV: one character. @default what the first records show */
  readonly delimiter?: string | undefined;
  /** What stands around fields of a CSV that hold a delimiter: one character. @default double quotes, unless others stand there */
  readonly quote?: string | undefined;
  /** The sheet of an Excel workbook: its name, or its place counted from 1. @default the first */
  readonly sheet?: string | number | undefined;
  /** The folder that paths of pictures start from, and stay in. @default that of the table; rows in memory have none */
  readonly images?: string | undefined;
}
