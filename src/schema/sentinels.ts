import type { ColumnProfile } from './column-profile.js';

/** Numbers that often stand for none: nines alone, with a sign or not, and what some instruments write. */
const LIKELY =
  /^-?9{2,6}(?:\.9{1,2}|\.0+)?$|^-?(?:200|8{3,5}|7{3,5}|1{4,6}|32768|32767|2147483647|2147483648)$/;
/** Rows that hold one at least. */
const FEWEST = 2;

/**
 * Numbers at either end of a column that may stand for none: of a likely form, in several rows, and farther from all others
 * than these are from each other.
 */
export function sentinelsOf({ plain }: ColumnProfile): readonly { value: number; rows: number }[] {
  if (!plain) return [];
  const found: { value: number; rows: number }[] = [];
  let [low, high] = [plain.low, plain.high];
  for (;;) {
    const ends = [low, high].filter((value) => LIKELY.test(String(value)));
    if (ends.length === 0) return found;
    const inner = rangeWithout(
      plain.values,
      new Set([...found.map(({ value }) => value), ...ends]),
    );
    const far = ends.filter((value) => isFar(value, inner));
    if (far.length === 0) return found;
    for (const value of far) {
      const rows = plain.values.reduce((count, own) => count + Number(own === value), 0);
      if (rows < FEWEST) return found;
      found.push({ value, rows });
    }
    const rest = rangeWithout(plain.values, new Set(found.map(({ value }) => value)));
    [low, high] = [rest.low, rest.high];
  }
}

interface Range {
  readonly low: number;
  readonly high: number;
}

function rangeWithout(values: Float64Array, out: ReadonlySet<number>): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (Number.isNaN(value) || out.has(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}

function isFar(value: number, { low, high }: Range): boolean {
  const apart = value < low ? low - value : value > high ? value - high : 0;
  return high > low && apart > high - low;
}
