import type { DatetimeParser } from './schema.js';

/** A parser of dates and how the column shows it. */
export interface DatetimeEvidence {
  readonly parser: DatetimeParser;
  readonly reason: string;
  /** What may be meant otherwise. @default [] */
  readonly doubts?: readonly string[];
  /** Whether some cells can only have the day first and others only the month: the reason says so. */
  readonly isMixed?: boolean;
  /** Rows whose cells say that there is no date. */
  readonly none?: number;
  /** Rows whose cells are no dates. @default 0 */
  readonly strays?: number;
}
