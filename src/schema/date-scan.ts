import type { ColumnProfile } from './column-profile.js';
import { bitsOf, type DateForm } from './date-form.js';
import { dateForms } from './date-forms.js';
import { isDigitOrder, NEVER } from './datetime-reader.js';
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
  /** Times of the cells, NaN where there is none, by the set of orders of the forms that read them, as bits. */
  readonly times: ReadonlyMap<number, Float64Array>;
  /** Whether some year may have two digits, or some month a name. */
  readonly isShort: boolean;
  readonly isNamed: boolean;
}

/** Reads every different cell once, by all grammars; undefined when too many rows hold more than one other text. */
export function scanDates(profile: ColumnProfile, mostStrays: number): DateScan | undefined {
  const { cells, rowsOf: rowsOfCell } = profile.counts;
  const reading = startReading(cells.length);
  const rowsOf = new Map<number, number>();
  let [none, strays, others] = [0, 0, 0];
  let [noneCell, strayCell] = ['', ''];
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] as string;
    const rows = rowsOfCell[i] as number;
    const bits = ordersOf(reading, cell, i);
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
  const { times, isShort, isNamed } = reading;
  const found = { rowsOf, times, isShort, isNamed };
  // One word among dates says that there is none.
  const isWord = others === 1 && !/\d/.test(strayCell);
  const dates = [...rowsOf.values()].reduce((a, b) => a + b, 0);
  if (!isWord || dates < strays) return { ...found, none, noneCell, strays };
  return { ...found, none: none + strays, noneCell: noneCell || strayCell, strays: 0 };
}

interface Reading {
  readonly formsOf: (cell: string) => readonly DateForm[];
  readonly times: Map<number, Float64Array>;
  readonly cells: number;
  isShort: boolean;
  isNamed: boolean;
}

function startReading(cells: number): Reading {
  return { formsOf: dateForms(), times: new Map(), cells, isShort: false, isNamed: false };
}

/** The orders that read a cell, as bits; −1 where what they read stands for no date. */
function ordersOf(reading: Reading, cell: string, place: number): number {
  let bits = 0;
  let isNever = false;
  for (const form of reading.formsOf(cell)) {
    const time = form.read(cell);
    reading.isShort ||= form.isShort === true;
    reading.isNamed ||= form.isNamed === true;
    if (Number.isNaN(time)) continue;
    const times = timesOf(reading, form.bits);
    // As readers do, the first form that reads the cell.
    if (Number.isNaN(times[place])) times[place] = time;
    if (time >= NEVER) isNever = true;
    else bits |= form.bits;
  }
  return bits === 0 && isNever ? -1 : bits;
}

function timesOf({ times, cells }: Reading, bits: number): Float64Array {
  const known = times.get(bits);
  if (known) return known;
  const empty = new Float64Array(cells).fill(Number.NaN);
  times.set(bits, empty);
  return empty;
}

/** What the parser of an order alone reads of each cell, dates that stand for none left out; undefined where that is not known. */
export function timesIn({ times }: DateScan, order: DatetimeOrder): Float64Array | undefined {
  if (isDigitOrder(order)) return undefined;
  const mask = bitsOf([order]);
  const [own, ...others] = [...times].filter(([bits]) => (bits & mask) !== 0);
  return own && others.length === 0
    ? own[1].map((time) => (time < NEVER ? time : Number.NaN))
    : undefined;
}

/** Rows that at least one of the orders reads. */
export function rowsIn({ rowsOf }: DateScan, orders: readonly DatetimeOrder[]): number {
  const mask = bitsOf(orders);
  let rows = 0;
  for (const [bits, own] of rowsOf) if ((bits & mask) !== 0) rows += own;
  return rows;
}
