import { byShape } from './by-shape.js';
import { DAY, timeOfDate } from './calendar.js';
import { bitsOf, type DateForm } from './date-form.js';
import { numberAt, type ReadCell, unreadable } from './digits-at.js';
import type { DatetimeOrder } from './schema.js';

/** Orders of dates that are written as one number. */
export type DigitOrder = Extract<
  DatetimeOrder,
  'year' | 'compact' | 'excel-serial' | `epoch-${string}`
>;

/** Excel counts days so that this is 1 January 1970. */
const EXCEL_1970 = 25_569;
/** The days of 1954 to 2064. */
const [FIRST_SERIAL, LAST_SERIAL] = [20_000, 60_000];
const [FIRST_YEAR, LAST_YEAR] = [1900, 2100];
const PLAIN = /^[+-]?\d+(?:\.\d+)?$/;
/** Milliseconds of one unit, and the sizes of counts from 1973 on. */
const EPOCHS = {
  'epoch-seconds': [1000, 1e8, 5e9],
  'epoch-milliseconds': [1, 1e11, 5e12],
  'epoch-microseconds': [1e-3, 1e14, 5e15],
  'epoch-nanoseconds': [1e-6, 1e17, 5e18],
} as const;
const UNITS = Object.keys(EPOCHS) as (keyof typeof EPOCHS)[];

/** Reads any number as what its order says, whatever its size. */
export function digitReader(order: DigitOrder): ReadCell {
  if (order === 'compact') {
    const shapeOf = byShape(compactTime);
    return (cell) => shapeOf(cell)(cell);
  }
  if (order === 'year') return (cell) => yearTime(PLAIN.test(cell) ? Number(cell) : Number.NaN);
  const read = order === 'excel-serial' ? serialTime : (value: number) => value * EPOCHS[order][0];
  // Nanoseconds have more digits than doubles hold.
  if (order === 'epoch-nanoseconds')
    return (cell) => (PLAIN.test(cell) ? Math.round(read(Number(cell)) * 1e3) / 1e3 : Number.NaN);
  return (cell) => (PLAIN.test(cell) ? read(Number(cell)) : Number.NaN);
}

/** What a number could be by its size alone, among dates that are written otherwise; it goes by the shape of the cell. */
export function digitForms(cell: string): readonly DateForm[] {
  const whole = cell.split('.')[0]?.length ?? 0;
  const isWhole = whole === cell.length;
  const orders: DigitOrder[] = [];
  if (isWhole && whole === 4) orders.push('year');
  if (isWhole && [8, 12, 14].includes(whole)) orders.push('compact');
  if (whole === 5) orders.push('excel-serial');
  const digits = { 9: 0, 10: 0, 12: 1, 13: 1, 15: 2, 16: 2, 18: 3, 19: 3 }[whole];
  const unit = digits === undefined ? undefined : UNITS[digits];
  if (unit) orders.push(unit);
  return orders.map((order) => {
    const read = digitReader(order);
    return {
      bits: bitsOf([order]),
      read: (own) => (isUsual(order, Number(own)) ? read(own) : Number.NaN),
      // Of 12 digits it may be a count of milliseconds, which says nothing of clocks.
      ...(order === 'compact' && whole !== 12 && { sign: whole === 8 ? 'date' : 'time' }),
    };
  });
}

/** Whether a number is of a size that is usual for dates of this order. */
export function isUsual(order: DigitOrder, value: number): boolean {
  if (order === 'year') return value >= FIRST_YEAR && value <= LAST_YEAR;
  if (order === 'excel-serial') return value >= FIRST_SERIAL && value <= LAST_SERIAL;
  if (order === 'compact') return true;
  const [, low, high] = EPOCHS[order];
  return value >= low && value < high;
}

function serialTime(serial: number): number {
  return serial >= 1 && serial < 2_958_466 ? Math.round((serial - EXCEL_1970) * DAY) : Number.NaN;
}

function yearTime(year: number): number {
  return Number.isInteger(year) && year <= 9999 ? timeOfDate(year, 1, 1) : Number.NaN;
}

const readYear = numberAt([0, 4]);
/** The month, the day, the hour, the minute and the second. */
const PARTS = [4, 6, 8, 10, 12].map((start) => numberAt([start, start + 2]));
const LENGTHS = [6, 8, 12, 14];

/** `202103`, `20210304`, `202103041315` and `20210304131500`, of sensible years. */
function compactTime(cell: string): ReadCell {
  if (!LENGTHS.includes(cell.length) || !/^\d+$/.test(cell)) return unreadable;
  const parts = PARTS.slice(0, (cell.length - 4) / 2);
  const [month = unreadable, day = () => 1, hour = zero, minute = zero, second = zero] = parts;
  return (own) => {
    const year = readYear(own);
    if (year < FIRST_YEAR || year > LAST_YEAR) return Number.NaN;
    const [hours, minutes, seconds] = [hour(own), minute(own), second(own)];
    if (hours > 23 || minutes > 59 || seconds > 59) return Number.NaN;
    const ofDay = 1000 * (3600 * hours + 60 * minutes + seconds);
    return timeOfDate(year, month(own), day(own)) + ofDay;
  };
}

function zero(): number {
  return 0;
}
