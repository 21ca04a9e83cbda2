import type { ReadCell } from './digits-at.js';
import type { DatetimeOrder } from './schema.js';

/** A way in which a cell could be a date or a time, and its reader, which holds for all cells of the same shape. */
export interface DateForm {
  readonly order: DatetimeOrder;
  readonly read: ReadCell;
}
