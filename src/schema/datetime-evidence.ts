import type { DatetimeParser } from './schema.js';

/** A parser of dates and how the column shows it. */
export interface DatetimeEvidence {
  readonly parser: DatetimeParser;
  readonly reason: string;
  /** What may be meant otherwise. @default [] */
  readonly doubts?: readonly string[];
  /** Rows whose cells say that there is no date. */
  readonly none?: number;
}
