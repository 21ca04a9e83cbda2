import { ORDERS } from './date-form.js';
import { orderOfFormat } from './date-format.js';
import { datetimeReader, ordersReader } from './datetime-reader.js';
import type { FilledCells, ReadCell } from './filled-cells.js';
import { DATE_WORDS, NAMED_MONTHS } from './infer-datetime.js';
import type { ColumnSchema, DatetimeOrder, DatetimeParser } from './schema.js';
import { shortYears } from './year-first-dates.js';

/** Another form of dates, and what reads cells so. */
export interface OtherReading {
  readonly parser: DatetimeParser;
  readonly read: ReadCell;
}

const TURNED: Partial<Record<DatetimeOrder, DatetimeOrder>> = {
  'month-first': 'day-first',
  'day-first': 'month-first',
};
/** Orders that a whole file may have instead of the trained one. */
const WHOLE = ORDERS.filter((order) => order !== 'time' && order !== 'year');

/** Digits alone with days and months the other way round. */
const TURNED_DIGITS: Readonly<Record<string, string>> = {
  ddmmyyyy: 'mmddyyyy',
  mmddyyyy: 'ddmmyyyy',
  ddmmyy: 'mmddyy',
  mmddyy: 'ddmmyy',
};

/**
 * First the trained form with days and months the other way round, or with short years first. Cells that show their years first
 * are not read with them last, though they could be.
 */
export function otherReadings(
  trained: DatetimeParser,
  cells: FilledCells,
): readonly OtherReading[] {
  const format = TURNED_DIGITS[trained.format ?? ''];
  const orders = otherOrders(trained);
  if (format !== undefined) return [withFormat(trained, format), ...orders];
  const short = shortYears(cells.map(([cell]) => cell));
  if (!short || short.place === 'last') return orders;
  const yearFirst = withFormat(trained, short.format);
  if (short.place === 'first' && readsAll(yearFirst, cells)) return [yearFirst];
  return trained.order === 'year-first' && !short.isDotted ? [yearFirst, ...orders] : orders;
}

/** Whether another form reads every cell. */
export function readsAll({ read }: OtherReading, cells: FilledCells): boolean {
  return cells.every(([cell]) => !Number.isNaN(read(cell)));
}

/** The trained form but for how dates are written. */
export function withFormat(trained: DatetimeParser, format: string): OtherReading {
  const parser: DatetimeParser = { ...trained, order: orderOfFormat(format), format };
  return { parser, read: datetimeReader(parser) };
}

/** First the trained orders with days and months the other way round. */
export function otherOrders(trained: DatetimeParser): readonly OtherReading[] {
  const { order, also = [], format, since, months } = trained;
  const own = [order, ...also];
  const turned = own.map((one) => TURNED[one] ?? one);
  const isTurnable = turned.some((one, i) => one !== own[i]);
  // A format reads fewer cells than its order does.
  const isKnown = (one: DatetimeOrder) => format === undefined && own.includes(one);
  const single = WHOLE.filter((one) => !isKnown(one) && !(isTurnable && turned.includes(one)));
  const all = [...(isTurnable ? [turned] : []), ...single.map((one) => [one])];
  return all.map((orders) => {
    const [first = order, ...more] = orders;
    const others = more.length > 0 && { also: more };
    const parser: DatetimeParser = {
      kind: 'datetime',
      order: first,
      ...others,
      ...(since !== undefined && { since }),
      ...(months && { months }),
      sentinels: true,
    };
    return { parser, read: ordersReader(orders, since, months) };
  });
}

/** Whether days and months stand the other way round than in training. */
export function isTurned({ order, also = [] }: DatetimeParser, trained: DatetimeParser): boolean {
  const own = [trained.order, ...(trained.also ?? [])];
  return [order, ...also].some((one, i) => one !== own[i] && TURNED[one] === own[i]);
}

/** A form in words. */
export function wordsOf({ order, also = [], format }: DatetimeParser): string {
  return format ?? [order, ...also].map((one) => DATE_WORDS[one]).join(', or ');
}

/** That of training in words, whose evidence tells of named months. */
export function trainedWords({ evidence }: ColumnSchema, trained: DatetimeParser): string {
  return evidence.reason.startsWith(NAMED_MONTHS) ? NAMED_MONTHS : wordsOf(trained);
}

/** What to do where training was in doubt; nothing where it was in none. */
export function toFitAgain({ evidence }: ColumnSchema): string {
  return evidence.doubt === undefined
    ? ''
    : '; training could not tell and read them the other way: fit again with `types`';
}
