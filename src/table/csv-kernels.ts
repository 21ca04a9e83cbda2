import type { RecordBlock } from './record-block.js';

/** What a splitter knows of the dialect, as bytes. */
export interface SplitOptions {
  readonly delimiter: number;
  readonly quote: number;
  /** Whether blanks before a field do not count. */
  readonly trims: boolean;
  /** Whether blank lines are records of one empty field; else they are none. */
  readonly keepsBlank: boolean;
}

/** Lines that hold nothing. */
export interface BlankLines {
  /** Before the last record that holds something. */
  readonly before: number;
  readonly behind: number;
}

/**
 * How far the records in some bytes were taken: 'cut' and 'open' want more bytes, the latter to close a quote; 'unusual' is
 * for csv-parse.
 */
export interface Split {
  /** Where the first record begins that was not given. */
  readonly taken: number;
  readonly state: 'done' | 'cut' | 'open' | 'unusual';
}

/** Cells of a column as numbers with their forms (FORM), which are overwritten by the next call. */
export interface NumbersInBlock {
  readonly values: Float64Array;
  readonly forms: Uint8Array;
  /** How many have the form `text`. */
  readonly others: number;
}

/** The texts of a column one after the other, and where each begins and the last one ends; overwritten by the next call. */
export interface TextsInBlock {
  readonly bytes: Uint8Array;
  readonly offsets: Int32Array;
}

/** The loops over all bytes of a CSV. */
export interface CsvKernels {
  /**
   * Gives every whole record in `bytes`, in blocks that are overwritten by the next one: records of unquoted fields, and of
   * quoted ones with doubled quotes inside, as RFC 4180 has them. Any of \n, \r\n and \r ends a record. Line numbers go on
   * from call to call.
   */
  split(bytes: Buffer, isLast: boolean, onBlock: (block: RecordBlock) => void): Split;
  /** How many lines ended in the records that were given. */
  lines(): number;
  blankLines(): BlankLines;
  /** Counts in lines of records that were read otherwise, of which one holds something or none. */
  skip(lines: number, blank: BlankLines, isFilled: boolean): void;
  /** The cells of a column of a block that `split` gave. */
  numbersIn(block: RecordBlock, column: number): NumbersInBlock;
  textsIn(block: RecordBlock, column: number): TextsInBlock;
  /** Hashes of the texts of a column (textHash), which are overwritten by the next call. */
  hashesIn(block: RecordBlock, column: number): Int32Array;
}

/** Those of two parts that follow each other. */
export function joinBlank(
  first: BlankLines,
  second: BlankLines,
  /** Whether a record of the latter holds something. */
  isFilled = true,
): BlankLines {
  if (!isFilled) return { before: first.before, behind: first.behind + second.behind };
  return { before: first.before + first.behind + second.before, behind: second.behind };
}
