import type { MissingOptions } from '../schema/missing-rules.js';
import type { ReadingOptions } from '../table/reading-options.js';

/** How files are read whose columns are judged. */
export interface JudgingOptions extends ReadingOptions, MissingOptions {
  /** Whether files name their columns in the first line; without names they are c1, c2, … @default true */
  readonly header?: boolean | undefined;
  /** Levels of columns, or the label's classes, in their order, the least first, such as `{ size: ['S', 'M', 'L'] }`. @default those that are known */
  readonly order?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Whether rows of a wrong length are set aside, into a file of the run; else they are an error. @default false */
  readonly skipBadRows?: boolean | undefined;
}
