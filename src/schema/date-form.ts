import type { ReadCell } from './digits-at.js';
import type { DatetimeOrder } from './schema.js';

/** The orders in which a cell may be written, the ones that explain most first. */
export const ORDERS = [
  'year-first',
  'month-first',
  'day-first',
  'time',
  'period',
  'compact',
  'excel-serial',
  'epoch-seconds',
  'epoch-milliseconds',
  'epoch-microseconds',
  'epoch-nanoseconds',
  'year',
] as const satisfies readonly DatetimeOrder[];

/** What a date says beside its day: a time of day, with its zone or as programs write moments in UTC, or nothing. */
export type ClockSign = 'date' | 'time' | 'zone' | 'moment';

/** A way in which a cell could be a date or a time, and its reader, which holds for all cells of the same shape. */
export interface DateForm {
  /** The orders that read it so, as bits. */
  readonly bits: number;
  readonly read: ReadCell;
  /** Whether its year may be one of two digits. @default false */
  readonly isShort?: boolean;
  /** Whether its month may be a name. @default false */
  readonly isNamed?: boolean;
  /** Of days, alone or with a time. @default of none */
  readonly sign?: ClockSign;
}

/** A set of orders as bits. */
export function bitsOf(orders: readonly DatetimeOrder[]): number {
  return orders.reduce((bits, order) => bits | (1 << ORDERS.indexOf(order)), 0);
}
