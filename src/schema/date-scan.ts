import type { ColumnProfile } from './column-profile.js';
import { bitsOf } from './date-form.js';
import { dateForms } from './date-forms.js';
import { NEVER } from './datetime-reader.js';
import { isNoDate } from './no-dates.js';
import type { DatetimeOrder } from './schema.js';

/** What the cells of a column could be as dates. */
export interface DateScan {
  /** Rows by the set of orders that read them, as bits. */
  readonly rowsOf: ReadonlyMap<number, number>;
  /** Rows whose cells say that there is no date, and one of these. */
  readonly none: number;
  readonly noneCell: string;
  /** Rows that hold anything else. */
  readonly strays: number;
}

/** Reads every different cell once, by all grammars; undefined when too many rows hold more than one other text. */
export function scanDates(profile: ColumnProfile, mostStrays: number): DateScan | undefined {
  const formsOf = dateForms();
  const { cells, rowsOf: rowsOfCell } = profile.counts;
  const rowsOf = new Map<number, number>();
  let [none, strays, others] = [0, 0, 0];
  let [noneCell, strayCell] = ['', ''];
  for (const [i, cell] of cells.entries()) {
    const rows = rowsOfCell[i] ?? 0;
    const bits = ordersOf(cell, formsOf);
    if (bits > 0) rowsOf.set(bits, (rowsOf.get(bits) ?? 0) + rows);
    else if (bits < 0 || isNoDate(cell)) {
      none += rows;
      noneCell ||= cell;
    } else {
      strays += rows;
      strayCell = cell;
      if (++others > 1 && strays > mostStrays) return undefined;
    }
  }
  // One word among dates says that there is none.
  const isWord = others === 1 && !/\d/.test(strayCell);
  const dates = [...rowsOf.values()].reduce((a, b) => a + b, 0);
  if (!isWord || dates < strays) return { rowsOf, none, noneCell, strays };
  return { rowsOf, none: none + strays, noneCell: noneCell || strayCell, strays: 0 };
}

/** The orders that read a cell, as bits; −1 where what they read stands for no date. */
function ordersOf(cell: string, formsOf: ReturnType<typeof dateForms>): number {
  let bits = 0;
  let isNever = false;
  for (const form of formsOf(cell)) {
    const time = form.read(cell);
    if (time >= NEVER) isNever = true;
    else if (!Number.isNaN(time)) bits |= form.bits;
  }
  return bits === 0 && isNever ? -1 : bits;
}

/** Rows that at least one of the orders reads. */
export function rowsIn({ rowsOf }: DateScan, orders: readonly DatetimeOrder[]): number {
  const mask = bitsOf(orders);
  let rows = 0;
  for (const [bits, own] of rowsOf) if ((bits & mask) !== 0) rows += own;
  return rows;
}
