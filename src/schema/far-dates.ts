import { countOf } from '../util/count-of.js';
import { DAY, timeOfDate } from './calendar.js';
import type { ColumnProfile } from './column-profile.js';
import { datetimeReader } from './datetime-reader.js';
import type { DatetimeParser } from './schema.js';

/** Days that programs write where they know none. */
const LIKELY: ReadonlySet<number> = new Set([
  timeOfDate(1753, 1, 1),
  timeOfDate(1899, 12, 30),
  timeOfDate(1899, 12, 31),
  timeOfDate(1900, 1, 1),
  timeOfDate(1970, 1, 1),
]);
const FEWEST_ROWS = 2;
const FEWEST_SHARE = 0.01;
/** Such a day is told where it is so far from the next date, or in so many times the rows that a date usually has. */
const LIKELY_GAP = 5 * 365 * DAY;
const LIKELY_TIMES = 20;

interface DateRows {
  readonly cell: string;
  readonly time: number;
  readonly rows: number;
}

/**
 * That a date may stand for none: in several rows, and farther from all others than these are from each other, or one that
 * programs write so.
 */
export function doubtFarDate(profile: ColumnProfile, parser: DatetimeParser): string | undefined {
  const { name, counts, rows, missing } = profile;
  if (parser.order === 'time') return undefined;
  const read = datetimeReader(parser);
  const dates = counts.cells
    .map((cell, i): DateRows => ({ cell, time: read(cell), rows: counts.rowsOf[i] ?? 0 }))
    .filter(({ time }) => !Number.isNaN(time));
  const ends = [nearest(dates, 1), nearest(dates, -1)];
  const likely = dates.filter(({ time }) => LIKELY.has(time));
  const fewest = Math.max(FEWEST_ROWS, FEWEST_SHARE * (rows - missing));
  const found = [...likely, ...ends].find(
    (own) => own !== undefined && own.rows >= fewest && isFar(own, dates),
  );
  if (!found) return undefined;
  const option = `\`missing: ${JSON.stringify(`${name}=${found.cell}`)}\``;
  return `column "${name}" is ${found.cell} in ${countOf(found.rows, 'row')}, far from all others or as programs write none: if that means that there is none, pass ${option}`;
}

/** The date at one end. */
function nearest(dates: readonly DateRows[], sign: 1 | -1): DateRows | undefined {
  let best: DateRows | undefined;
  for (const own of dates) if (!best || sign * own.time < sign * best.time) best = own;
  return best;
}

function isFar({ time, rows }: DateRows, dates: readonly DateRows[]): boolean {
  let [low, high, gap] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ];
  let [others, otherRows] = [0, 0];
  for (const other of dates) {
    if (other.time === time) continue;
    low = Math.min(low, other.time);
    high = Math.max(high, other.time);
    gap = Math.min(gap, Math.abs(other.time - time));
    others++;
    otherRows += other.rows;
  }
  if (others < FEWEST_ROWS) return false;
  const isOutside = time < low || time > high;
  if (isOutside && gap > high - low) return true;
  if (!LIKELY.has(time)) return false;
  return (isOutside && gap > LIKELY_GAP) || rows * others > LIKELY_TIMES * otherRows;
}
