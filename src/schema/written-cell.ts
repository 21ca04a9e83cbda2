import type { WrittenNumber } from './written-number.js';

/** A cell, the rows that hold it, and how it is written as a number. */
export interface WrittenCell {
  readonly cell: string;
  readonly rows: number;
  readonly written: WrittenNumber | undefined;
}
