import { rememberValues } from './cell-values.js';
import type { ColumnProfile } from './column-profile.js';
import { countAsMissing, strangersMissing } from './count-as-missing.js';
import { bitsOf, ORDERS } from './date-form.js';
import { ANY_ORDER } from './date-forms.js';
import { type DateScan, rowsIn, scanDates, timesIn } from './date-scan.js';
import { areVersions } from './date-versions.js';
import type { DatetimeEvidence } from './datetime-evidence.js';
import { doubtTurned, mixedOrders } from './mixed-orders.js';
import { areCroatian } from './month-words.js';
import { areSeasons } from './period-dates.js';
import type { DatetimeOrder, DatetimeParser, DecimalMark } from './schema.js';
import { withCentury } from './short-years.js';
import { sharedZone } from './time-zones.js';
import { yearFirstDates } from './year-first-dates.js';

/** Of the cells that are not missing, how many must be dates, or say that there is none. */
const DATE_SHARE = 0.95;
/** What a column may mainly hold. */
const MAIN = ['year-first', 'month-first', 'day-first', 'time', 'period'] as const;
/** Of so many rows, one must be written as a date for numbers among them to be dates too. */
const ROWS_OF_DATE = 10;
/** Orders in words. */
export const DATE_WORDS: Readonly<Record<DatetimeOrder, string>> = {
  'year-first': 'dates, year first',
  'month-first': 'dates, month first',
  'day-first': 'dates, day first',
  time: 'times of day',
  period: 'months, quarters or weeks',
  year: 'years',
  compact: 'dates, digits alone',
  'excel-serial': 'days as Excel counts them',
  'epoch-seconds': 'seconds since 1970',
  'epoch-milliseconds': 'milliseconds since 1970',
  'epoch-microseconds': 'microseconds since 1970',
  'epoch-nanoseconds': 'nanoseconds since 1970',
};
/** Of those that any order reads, as `02 Mar 2024`. */
export const NAMED_MONTHS = 'dates with named months';
const PARTS = {
  'month-first': ['mm', 'dd'],
  'day-first': ['dd', 'mm'],
} as const;

export interface DateOptions {
  /** Of the cells that are not missing, how many must be dates. @default 0.95 */
  readonly share?: number;
  /** A decimal comma in the file tells how days and months are written there. @default '.' */
  readonly decimal?: DecimalMark;
  /** The latest year of other dates in the table. @default 2030 */
  readonly latest?: number | undefined;
}

/** The orders of parts that read the cells, the one that reads most first; undefined when too few are dates or times. */
export function inferDatetime(
  profile: ColumnProfile,
  { share = DATE_SHARE, decimal = '.', latest }: DateOptions = {},
): DatetimeEvidence | undefined {
  const present = profile.rows - profile.missing;
  const short = yearFirstDates(profile, share);
  if (short?.isYearFirst) return withCentury(profile, short.dates, latest);
  const scan = scanDates(profile, (1 - share) * present);
  if (!scan) return undefined;
  const best = MAIN.reduce((a, b) => (rowsIn(scan, [b]) > rowsIn(scan, [a]) ? b : a));
  if (rowsIn(scan, [best]) === 0) return undefined;
  const isOpen = (order: DatetimeOrder) => isUndecided(scan, order);
  const turned = (order: DatetimeOrder) => (isOpen(order) ? usualOrder(profile, decimal) : order);
  const order = turned(best);
  const also = otherOrders(scan, order, present).map(turned);
  const orders = [order, ...also];
  const dates = rowsIn(scan, orders);
  if (dates + scan.none < share * present) {
    return share > 0 ? mixedOrders(profile, scan, share * present) : undefined;
  }
  if (share > 0 && isSomethingElse(profile, order)) return undefined;
  const more = also.length > 0 && { also };
  const parser: DatetimeParser = {
    kind: 'datetime',
    order,
    ...more,
    ...(scan.isNamed && areCroatian(profile.counts.cells) && { months: 'croatian' }),
    sentinels: true,
  };
  const open = orders.some(isOpen);
  const strays = present - dates - scan.none;
  const notes = [
    ...also.map((other) => `also ${DATE_WORDS[other].replace('dates, ', '')}`),
    open && otherWay(profile, orders.find(isOpen) ?? order),
    ...zonesOf(profile, order),
    ...strayNotes(strays, scan),
  ].filter(Boolean);
  const reason = [areNamed(scan) ? NAMED_MONTHS : DATE_WORDS[order], ...notes].join('; ');
  const doubts = open ? [`column "${profile.name}": ${reason}`] : [];
  if (short) doubts.push(short.doubt);
  const turnedRows = doubtTurned(profile, scan, orders);
  if (turnedRows !== undefined) doubts.push(turnedRows);
  const found = { parser, reason, doubts, none: scan.none, strays };
  if (scan.isShort) return withCentury(profile, found, latest);
  const isAlone = !parser.also && !parser.months;
  const times = isAlone ? timesIn(scan, order) : undefined;
  if (times) rememberValues(profile, parser, times);
  return found;
}

/** Whether no cell tells days from months. */
function isUndecided(scan: DateScan, order: DatetimeOrder): boolean {
  if (order !== 'month-first' && order !== 'day-first') return false;
  const both = rowsIn(scan, ['year-first', 'month-first', 'day-first']);
  return (['month-first', 'day-first'] as const).every(
    (own) => rowsIn(scan, ['year-first', own]) === both,
  );
}

/** Whether every date shows its parts by the name of its month. */
function areNamed({ rowsOf, isNamed }: DateScan): boolean {
  const any = bitsOf(ANY_ORDER);
  return isNamed && [...rowsOf.keys()].every((bits) => bits === any);
}

/** Orders of the cells that the first does not read, each cell by one of them. */
function otherOrders(scan: DateScan, order: DatetimeOrder, present: number): DatetimeOrder[] {
  if (order === 'time') return [];
  const found: DatetimeOrder[] = [];
  const numbersToo = ROWS_OF_DATE * rowsIn(scan, [order]) >= present;
  const candidates = ORDERS.filter((other) => {
    const isWritten = (MAIN as readonly DatetimeOrder[]).includes(other);
    return other !== 'time' && other !== order && (isWritten || numbersToo);
  }).sort((a, b) => rowsIn(scan, [order, b]) - rowsIn(scan, [order, a]));
  for (const other of candidates) {
    const all = [order, ...found];
    if (all.some((own) => own in PARTS) && other in PARTS) continue;
    if (rowsIn(scan, [...all, other]) > rowsIn(scan, all)) found.push(other);
  }
  return found;
}

/** What only looks like dates: versions, and seasons. */
function isSomethingElse(profile: ColumnProfile, order: DatetimeOrder): boolean {
  const { cells } = profile.counts;
  if (order === 'period') return areSeasons(cells);
  return (order === 'month-first' || order === 'day-first') && areVersions(cells, order);
}

/** Where every day is at most 12: months come first between slashes, days first between dots and dashes. */
function usualOrder(profile: ColumnProfile, decimal: DecimalMark): 'month-first' | 'day-first' {
  const cell = profile.counts.cells.find(isNumbers) ?? '';
  return cell.includes('/') && decimal === '.' ? 'month-first' : 'day-first';
}

function isNumbers(cell: string): boolean {
  return /^\d{1,2}[-/.]/.test(cell);
}

function otherWay(profile: ColumnProfile, order: DatetimeOrder): string {
  if (order !== 'month-first' && order !== 'day-first') return '';
  const cell = profile.counts.cells.find(isNumbers) ?? '';
  const [mark = '/', year = '2000'] = [/\D/.exec(cell)?.[0], /^\d+\D+\d+\D+(\d+)/.exec(cell)?.[1]];
  const [first, second] = PARTS[order];
  const written = (a: string, b: string) => [a, b, year.length === 2 ? 'yy' : 'yyyy'].join(mark);
  const told = JSON.stringify({ [profile.name]: `datetime:${written(second, first)}` });
  return `no day is above 12, so days and months could be the other way round: they are read as ${written(first, second)}, with \`types: ${told}\` as that`;
}

/** Names of zones that several countries use. */
function zonesOf(profile: ColumnProfile, order: DatetimeOrder): string[] {
  if (order === 'time' || order === 'period') return [];
  const names = new Set<string>();
  for (const cell of profile.counts.cells) {
    const code = cell.charCodeAt(cell.length - 1) & ~32;
    // An S or a T of a name that several countries use.
    if (code === 84) names.add(cell.slice(-3));
  }
  return [...names].flatMap((name) => sharedZone(name) ?? []);
}

function strayNotes(strays: number, { none, noneCell }: DateScan): (string | false)[] {
  return [
    none > 0 &&
      countAsMissing(
        none,
        'cell',
        `such as "${noneCell}" says that there is no date and`,
        `such as "${noneCell}" say that there is no date and`,
      ),
    strays > 0 && strangersMissing(strays),
  ];
}
