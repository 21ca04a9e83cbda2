import { countOf } from '../util/count-of.js';
import { byShape } from './by-shape.js';
import type { ColumnProfile } from './column-profile.js';
import type { DatetimeEvidence } from './datetime-evidence.js';
import { datetimeReader } from './datetime-reader.js';
import { USUAL_SINCE } from './digits-at.js';
import type { DatetimeParser } from './schema.js';

const BIRTH =
  /(?:^|[^a-z])(?:dob|d\.o\.b|bday|born|geb|n[eé]e?|nato|nata)(?:$|[^a-z])|birth|geburt|geboren|geboorte|naissance|nascita|nascimento|nacimiento|nacido|f[oø]dsel|f[oö]delse|syntym|urodzen|narozen|рожд|do[gğ]um/i;
const FUTURE =
  /matur|expir|due|until|valid|warrant|renew|deadline|(?:^|[^a-z])(?:end|exp|to|bis)(?:$|[^a-z])|ablauf|f[aä]llig|g[uü]ltig|[eé]ch[eé]ance|venc|scaden/i;
/** The latest year of dates where no other column of the table has any: no clock is asked. */
export const LATEST_YEAR = 2030;
/** So many years may dates lie behind the latest others; more where a name says that they are of the future. */
const [AHEAD, FAR_AHEAD] = [20, 60];
/** So many years without a date between others show where the hundred years start. */
const CLEAR_GAP = 20;
/** Dates that span so many years could be of two centuries. */
const LONG_SPAN = 60;
/** Most years of four digits are told by their shape. */
const FOUR_DIGITS = /^(?:\d{4}|\d{1,2}\D\d{1,2}\D\d{4}(?!\d))/;

/** The same dates with years of two digits as the whole column shows them. */
export function withCentury(
  profile: ColumnProfile,
  dates: DatetimeEvidence,
  latest?: number,
): DatetimeEvidence {
  const found = shortYears(profile, dates.parser, latest);
  if (!found) return dates;
  const { since, note, doubt } = found;
  const parser = { ...dates.parser, since };
  const reason = since === USUAL_SINCE ? dates.reason : `${dates.reason}; ${note}`;
  return { ...dates, parser, reason, doubts: [...(dates.doubts ?? []), ...(doubt ? [doubt] : [])] };
}

/** How years of two digits are read, and what of it is to be said. */
interface ShortYears {
  readonly since: number;
  readonly note: string;
  readonly doubt: string | undefined;
}

/**
 * The hundred years of a column's years of two digits: those in which they span least and do not lie far behind the latest
 * dates of the table. Undefined where all years have four.
 */
function shortYears(
  profile: ColumnProfile,
  parser: DatetimeParser,
  latest = LATEST_YEAR,
): ShortYears | undefined {
  const rowsOf = rowsOfYears(profile, parser);
  const years = [...rowsOf.keys()].filter((year) => (rowsOf[year] ?? 0) > 0);
  if (years.length === 0) return undefined;
  const { name } = profile;
  const ahead = BIRTH.test(name) ? 0 : FUTURE.test(name) ? FAR_AHEAD : AHEAD;
  const last = latest + ahead;
  const { low, high } = leastSpan(years, last);
  const isUsual = ahead > 0 && low >= USUAL_SINCE && high < USUAL_SINCE + 100;
  const since = isUsual ? USUAL_SINCE : Math.min(low, last - 99);
  const rows = years.reduce((sum, year) => sum + (rowsOf[year] ?? 0), 0);
  const note = `years of two digits are those from ${low} to ${high}`;
  const doubt =
    high - low > LONG_SPAN
      ? `column "${name}": ${countOf(rows, 'year')} of two digits may be of two centuries, and no format tells which: they are read as ${low} to ${high}; write years with four digits, or make dates of one century a column of its own`
      : undefined;
  return { since, note, doubt };
}

/** Rows by the two digits of their years. */
function rowsOfYears({ counts }: ColumnProfile, parser: DatetimeParser): Float64Array {
  const [read, readElse] = [0, 100].map((earlier) =>
    datetimeReader({ ...parser, since: USUAL_SINCE - earlier }),
  ) as [(cell: string) => number, (cell: string) => number];
  const isLong = byShape((cell) => FOUR_DIGITS.test(cell));
  const rowsOf = new Float64Array(100);
  for (const [i, cell] of counts.cells.entries()) {
    if (isLong(cell)) continue;
    const time = read(cell);
    if (Number.isNaN(time) || time === readElse(cell)) continue;
    const year = new Date(time).getUTCFullYear() % 100;
    rowsOf[year] = (rowsOf[year] ?? 0) + (counts.rowsOf[i] ?? 0);
  }
  return rowsOf;
}

/** The first and the last year when the longest gap lies outside; without a long one, of those up to the last allowed. */
function leastSpan(years: readonly number[], last: number): { low: number; high: number } {
  const gaps = years.map((year, i) => (years[i + 1] ?? (years[0] ?? 0) + 100) - year);
  const longest = gaps.reduce((best, gap, i) => (gap > (gaps[best] ?? 0) ? i : best), 0);
  if ((gaps[longest] ?? 0) < CLEAR_GAP) {
    const placed = years.map((year) => yearUpTo(year, last));
    return { low: Math.min(...placed), high: Math.max(...placed) };
  }
  const high = yearUpTo(years[longest] ?? 0, last);
  return { low: high - 100 + (gaps[longest] ?? 0), high };
}

/** The last year with these digits that is not behind that one. */
function yearUpTo(digits: number, last: number): number {
  return last - ((last - digits) % 100);
}
