import type { MissingOptions } from '../schema/missing-rules.js';

/** How files are read, whatever for. */
export interface ReadingOptions {
  /** What stands between the fields of a CSV: one character. @default what the first records show */
  readonly delimiter?: string | undefined;
  /** What stands around fields of a CSV that hold a delimiter: one character. @default double quotes, unless others stand there */
  readonly quote?: string | undefined;
  /** The sheet of an Excel workbook: its name, or its place counted from 1. @default the first */
  readonly sheet?: string | number | undefined;
}

/** How files are read whose columns are judged. */
export interface JudgingOptions extends ReadingOptions, MissingOptions {
  /** Whether files name their columns in the first line; without names they are c1, c2, … @default true */
  readonly header?: boolean | undefined;
  /** Levels of columns in their order, the least first, such as `{ size: ['S', 'M', 'L'] }`. @default those that are known */
  readonly order?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Whether rows of a wrong length are set aside, into a file of the run; else they are an error. @default false */
  readonly skipBadRows?: boolean | undefined;
}
