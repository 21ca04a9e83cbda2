import { countOf } from '../util/count-of.js';
import { DAY, timeOfDate } from './calendar.js';
import { cellValues } from './cell-values.js';
import type { ColumnProfile } from './column-profile.js';
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

/**
 * That a date may stand for none: in several rows, and farther from all others than these are from each other, or one that
 * programs write so.
 */
export function doubtFarDate(profile: ColumnProfile, parser: DatetimeParser): string | undefined {
  const { name, counts, rows, missing } = profile;
  if (parser.order === 'time') return undefined;
  const times = cellValues(profile, parser)?.values ?? new Float64Array();
  const fewest = Math.max(FEWEST_ROWS, FEWEST_SHARE * (rows - missing));
  const found = candidates(times).find(
    (place) => rowsAt(times, counts.rowsOf, place) >= fewest && isFar(times, counts.rowsOf, place),
  );
  if (found === undefined) return undefined;
  const cell = counts.cells[found] ?? '';
  const own = rowsAt(times, counts.rowsOf, found);
  const option = `\`missing: ${JSON.stringify(`${name}=${cell}`)}\``;
  return `column "${name}" is ${cell} in ${countOf(own, 'row')}, far from all others or as programs write none: if that means that there is none, pass ${option}`;
}

/** Places of the days that programs write, and of the first and the last date. */
function candidates(times: Float64Array): readonly number[] {
  const found: number[] = [];
  let [first, last] = [-1, -1];
  for (let i = 0; i < times.length; i++) {
    const time = times[i] as number;
    if (Number.isNaN(time)) continue;
    if (time <= 0 && LIKELY.has(time)) found.push(i);
    if (first < 0 || time < (times[first] as number)) first = i;
    if (last < 0 || time > (times[last] as number)) last = i;
  }
  return first < 0 ? found : [...found, first, last];
}

function rowsAt(times: Float64Array, rowsOf: Float64Array, place: number): number {
  let rows = 0;
  for (let i = 0; i < times.length; i++) if (times[i] === times[place]) rows += rowsOf[i] ?? 0;
  return rows;
}

function isFar(times: Float64Array, rowsOf: Float64Array, place: number): boolean {
  const time = times[place] ?? Number.NaN;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [others, otherRows] = [0, 0];
  for (let i = 0; i < times.length; i++) {
    const other = times[i] as number;
    if (other === time || Number.isNaN(other)) continue;
    low = Math.min(low, other);
    high = Math.max(high, other);
    others++;
    otherRows += rowsOf[i] ?? 0;
  }
  if (others < FEWEST_ROWS) return false;
  const gap = Math.max(low - time, time - high);
  if (gap > high - low) return true;
  if (!LIKELY.has(time)) return false;
  const rows = rowsAt(times, rowsOf, place);
  return gap > LIKELY_GAP || rows * others > LIKELY_TIMES * otherRows;
}
