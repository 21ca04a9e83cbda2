import type { ColumnProfile } from './column-profile.js';
import type { NumberEvidence } from './number-evidence.js';
import { numberReader } from './number-reader.js';

/** Numbers that often stand for none: nines alone, with a sign or not, and what some instruments write. */
const LIKELY =
  /^-?9{2,6}(?:\.9{1,2}|\.0+)?$|^-?(?:200|8{3,5}|7{3,5}|1{4,6}|32768|32767|2147483647|2147483648)$/;
/** Rows that hold one at least. */
const FEWEST = 2;

/** A number that may stand for none, as it is written. */
export interface Sentinel {
  readonly cell: string;
  readonly rows: number;
}

/**
 * Numbers at either end of a column that may stand for none: of a likely form, in several rows, and farther from all others
 * than these are from each other.
 */
export function sentinelsOf(
  profile: ColumnProfile,
  { parser, low: least, high: greatest }: NumberEvidence,
): readonly Sentinel[] {
  if (![least, greatest].some((value) => LIKELY.test(String(value)))) return [];
  const numbers = numbersOf(profile, parser);
  const { values } = numbers;
  const found: { value: number; rows: number }[] = [];
  for (;;) {
    const { low, high } = rangeWithout(values, new Set(found.map(({ value }) => value)));
    const ends = [low, high].filter((value) => LIKELY.test(String(value)));
    if (ends.length === 0) break;
    const inner = rangeWithout(values, new Set([...found.map(({ value }) => value), ...ends]));
    const far = ends
      .filter((value) => isFar(value, inner))
      .map((value) => ({ value, rows: numbers.rowsWith(value) }));
    const often = far.filter(({ rows }) => rows >= FEWEST);
    found.push(...often);
    if (far.length === 0 || often.length < far.length) break;
  }
  return found.map(({ value, rows }) => ({ cell: numbers.cellOf(value), rows }));
}

interface Numbers {
  /** Of rows, or of different cells. */
  readonly values: Float64Array;
  rowsWith(value: number): number;
  cellOf(value: number): string;
}

function numbersOf(profile: ColumnProfile, parser: NumberEvidence['parser']): Numbers {
  const { plain } = profile;
  if (plain) {
    const { values } = plain;
    const rowsWith = (value: number) =>
      values.reduce((count, own) => count + Number(own === value), 0);
    return { values, rowsWith, cellOf: String };
  }
  const { counts } = profile;
  const read = numberReader(parser);
  const values = Float64Array.from(counts.cells, (cell) => read(cell));
  return {
    values,
    rowsWith: (value) =>
      values.reduce((sum, own, i) => sum + (own === value ? (counts.rowsOf[i] ?? 0) : 0), 0),
    cellOf: (value) => counts.cells[values.indexOf(value)] ?? '',
  };
}

interface Range {
  readonly low: number;
  readonly high: number;
}

function rangeWithout(values: Float64Array, out: ReadonlySet<number>): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    // Most lie inside, and nothing else is asked of them.
    if (!(value < low || value > high) || !Number.isFinite(value) || out.has(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}

function isFar(value: number, { low, high }: Range): boolean {
  const apart = value < low ? low - value : value > high ? value - high : 0;
  return high > low && apart > high - low;
}
