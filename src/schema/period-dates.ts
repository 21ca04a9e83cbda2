import { timeOfDate, timeOfWeek } from './calendar.js';
import { NO_PLACE, numberAt, type ReadCell, yearAt } from './digits-at.js';
import { monthNamed } from './month-names.js';
import type { DatetimeParser } from './schema.js';

/** Whole months, quarters and weeks are of these years. */
const [FIRST_YEAR, LAST_YEAR] = [1800, 2199];
const MONTHS = [/^(?<y>\d{4})[-/M](?<m>\d{1,2})$/d, /^(?<m>\d{1,2})[-/](?<y>\d{4})$/d];
/** Two digits are a year only behind a dash or an apostrophe: `May 21` is a day. */
const NAMED = [
  /^(?<n>\p{L}{3,12})\.?,?(?:[\s/-]?|\sde\s)(?<y>\d{4})$/du,
  /^(?<n>\p{L}{3,12})\.?(?:-|\s?['’])(?<y>\d{2})$/du,
  /^(?<y>\d{4})[\s/-]?(?<n>\p{L}{3,12})\.?$/du,
];
const QUARTERS = [
  /^(?<y>\d{4})[\s/-]?Q(?<q>\d)$/di,
  /^Q(?<q>\d)[\s/'’-]?(?<y>\d{4}|\d{2})$/di,
  /^(?<q>\d)Q\s?(?<y>\d{4}|\d{2})$/di,
];
const WEEKS = [
  /^(?<y>\d{4})[\s-]?W(?<w>\d{2})(?:-?(?<d>\d))?$/di,
  /^(?:W|KW|CW|week)\s?(?<w>\d{1,2})[\s/,-]+(?<y>\d{4})$/di,
];
const ALL = [...MONTHS, ...NAMED, ...QUARTERS, ...WEEKS];

/** The start of a month, quarter or week, or a day of a week; undefined for cells that are none. */
export function periodAt(
  cell: string,
  since: number,
  months?: DatetimeParser['months'],
): ReadCell | undefined {
  for (const grammar of ALL) {
    const match = grammar.exec(cell);
    if (!match) continue;
    const read = partsOf(match, since, months);
    return read && ((own) => within(read(own)));
  }
  return undefined;
}

const [FROM, TO] = [timeOfDate(FIRST_YEAR, 1, 1), timeOfDate(LAST_YEAR, 12, 31)];

function within(time: number): number {
  return time >= FROM && time <= TO ? time : Number.NaN;
}

function partsOf(
  match: RegExpExecArray,
  since: number,
  months: DatetimeParser['months'],
): ReadCell | undefined {
  const places = match.indices?.groups ?? {};
  const year = yearAt(places.y ?? NO_PLACE, since);
  const { n: name } = match.groups ?? {};
  if (name !== undefined) {
    const month = monthNamed(name, months);
    return Number.isNaN(month) ? undefined : (own) => timeOfDate(year(own), month, 1);
  }
  const { m, q, w, d } = places;
  if (m) {
    const month = numberAt(m);
    return (own) => timeOfDate(year(own), month(own), 1);
  }
  if (q) {
    const quarter = numberAt(q);
    return (own) => timeOfDate(year(own), 3 * quarter(own) - 2, 1);
  }
  const week = numberAt(w ?? NO_PLACE);
  const day = d ? numberAt(d) : () => 1;
  return (own) => timeOfWeek(year(own), week(own), day(own));
}

const SEASON = /^(\d{4})[-/](\d{2})$/;

/** Whether every cell is a season such as `2009-10`, which only looks like a month. */
export function areSeasons(cells: readonly string[]): boolean {
  const few = 3;
  return (
    cells.length >= few &&
    cells.every((cell) => {
      const [, year = '', next = ''] = SEASON.exec(cell) ?? [];
      return next !== '' && (Number(year) + 1) % 100 === Number(next);
    })
  );
}
