import { byShape } from './by-shape.js';
import type { ColumnProfile } from './column-profile.js';
import { noDatesMissing, strangersMissing } from './count-as-missing.js';
import { formatReader } from './date-format.js';
import type { DatetimeEvidence } from './datetime-evidence.js';
import { ordersReader } from './datetime-reader.js';
import { numberAt, USUAL_SINCE } from './digits-at.js';
import { isNoDate } from './no-dates.js';

const SHORT = /^(\d{2})([-/.])(\d{2})\2(\d{2})(?!\d)/;
/** Days differ so many times as much as years do where the column shows which are which. */
const CLEARLY = 3;
/** Fewer different parts may be years in a row. */
const MANY_DAYS = 15;
/** Ends of quarters and years are such days; as a year it is far ahead. */
const LAST_DAY = 31;

type Parts = ReadonlySet<number>;

/** How the parts of `19-01-27` are read, by the cells of the whole column. */
export type ShortDates =
  | { readonly isYearFirst: true; readonly dates: DatetimeEvidence }
  | { readonly isYearFirst: false; readonly doubt: string };

interface Tally {
  yearFirst: number;
  yearLast: number;
  either: number;
  none: number;
  strays: number;
}

/**
 * Dates such as `19-01-27` with the year first, or that they could be so: years are few and days many. Undefined where the
 * cells are written otherwise, or the year is last.
 */
export function yearFirstDates(profile: ColumnProfile, share: number): ShortDates | undefined {
  const { cells } = profile.counts;
  const mark = markOf(cells);
  if (mark === undefined) return undefined;
  const format = yearFirstFormat(mark);
  const present = profile.rows - profile.missing;
  const tally = countReadings(profile, format, (1 - share) * present);
  if (!tally) return undefined;
  const { yearFirst, yearLast, either, none, strays } = tally;
  if (yearFirst === 0 || yearFirst + none < share * present || yearFirst < yearLast) {
    return undefined;
  }
  const parts = differentParts(cells);
  const [firsts, , thirds] = parts;
  const [first, third] = [firsts.size, thirds.size];
  const isOpen = either === yearFirst && either === yearLast;
  const isClear = !isOpen || isFirstByParts(parts);
  if (isOpen && first >= CLEARLY * third) return undefined;
  // Between dots, years come last unless the cells show otherwise.
  if (mark === '.' && !isClear) return undefined;
  const doubt = `column "${profile.name}": years could be the first part of the dates or the last`;
  const told = (own: string) =>
    `\`types: ${JSON.stringify({ [profile.name]: `datetime:${own}` })}\``;
  if (!isClear && (third <= first || first === 1 || firsts.has(LAST_DAY))) {
    return {
      isYearFirst: false,
      doubt: `${doubt}: they are read as the last, with ${told(format)} as the first`,
    };
  }
  const last = ['dd', 'mm', 'yy'].join(mark);
  const notes = [none > 0 && noDatesMissing(none), strays > 0 && strangersMissing(strays)].filter(
    Boolean,
  );
  const dates: DatetimeEvidence = {
    parser: { kind: 'datetime', order: 'year-first', format, sentinels: true },
    reason: [`dates, year first: ${format}`, ...notes].join('; '),
    none,
    strays,
    doubts: isClear
      ? []
      : [
          `${doubt}: they are read as the first, which ${told(format)} says, with ${told(last)} as the last`,
        ],
  };
  return { isYearFirst: true, dates };
}

/** Where the year stands in dates such as `19-01-27` that both readings read. */
interface YearPlace {
  /** With the year first. */
  readonly format: string;
  /** By how many different parts there are. */
  readonly place: 'first' | 'last' | 'open';
  /** Between dots, years come last unless the cells show otherwise. */
  readonly isDotted: boolean;
}

/** Undefined where cells are written otherwise. */
export function shortYears(cells: readonly string[]): YearPlace | undefined {
  const mark = markOf(cells);
  if (mark === undefined) return undefined;
  const parts = differentParts(cells);
  const [first, , third] = parts;
  const isLast = first.size >= MANY_DAYS && first.size >= CLEARLY * third.size;
  const place = isFirstByParts(parts) ? 'first' : isLast ? 'last' : 'open';
  return { format: yearFirstFormat(mark), place, isDotted: mark === '.' };
}

function isFirstByParts([first, months, third]: readonly [Parts, Parts, Parts]): boolean {
  // Ends of months, or their first days, over many years.
  const areDays = first.has(LAST_DAY) || (first.size === 1 && first.has(1));
  const areMany = third.size >= MANY_DAYS && third.size >= CLEARLY * first.size;
  return months.size > 1 && areMany && !areDays;
}

function markOf(cells: readonly string[]): string | undefined {
  return SHORT.exec(cells.find((cell) => !isNoDate(cell)) ?? '')?.[2];
}

function yearFirstFormat(mark: string): string {
  return ['yy', 'mm', 'dd'].join(mark);
}

/** Undefined once more rows than so many are not year first. */
function countReadings(
  { counts }: ColumnProfile,
  format: string,
  mostStrays: number,
): Tally | undefined {
  const readFirst = formatReader(format, USUAL_SINCE);
  const readLast = ordersReader(['day-first', 'month-first']);
  const tally: Tally = { yearFirst: 0, yearLast: 0, either: 0, none: 0, strays: 0 };
  for (const [i, cell] of counts.cells.entries()) {
    const rows = counts.rowsOf[i] ?? 0;
    const [isFirst, isLast] = [!Number.isNaN(readFirst(cell)), !Number.isNaN(readLast(cell))];
    if (isFirst) tally.yearFirst += rows;
    if (isLast) tally.yearLast += rows;
    if (isFirst && isLast) tally.either += rows;
    if (isFirst) continue;
    if (isNoDate(cell)) tally.none += rows;
    else tally.strays += rows;
    if (tally.strays > mostStrays) return undefined;
  }
  return tally;
}

/** The different first, second and third parts. */
function differentParts(cells: readonly string[]): readonly [Parts, Parts, Parts] {
  const isShort = byShape((cell) => SHORT.test(cell));
  const shown = cells.filter(isShort);
  const partsAt = (start: number): Parts => new Set(shown.map(numberAt([start, start + 2])));
  return [partsAt(0), partsAt(3), partsAt(6)];
}
