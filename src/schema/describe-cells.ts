import { formatNumber } from '../util/format-number.js';
import type { ColumnProfile } from './column-profile.js';
import { parseDatetime } from './parse-datetime.js';
import { parseNumber } from './parse-number.js';
import type { ColumnSchema } from './schema.js';

const TOP_LEVELS = 3;

/**
 * What the cells of a column hold, for people: median and range, the first and last time, or the top levels. The column's
 * values may be known: numbers or times, NaN where there is none.
 */
export function describeCells(
  column: ColumnSchema,
  profile: ColumnProfile,
  known?: Float64Array,
): string {
  const { parser } = column;
  const valuesBy = (read: (cell: string) => number) =>
    known ? known.filter(Number.isFinite).sort() : sortedValues(profile, read);
  if (parser?.kind === 'numeric') {
    const values = valuesBy((cell) => parseNumber(parser, cell));
    const [least, most] = [values.at(0), values.at(-1)].map((value) => numberText(value));
    return `median ${numberText(medianOf(values))}, ${least} to ${most}`;
  }
  if (parser?.kind === 'datetime') {
    const values = valuesBy((cell) => parseDatetime(parser.order, cell));
    const [first, last] = [values.at(0), values.at(-1)].map((time) => timeText(time ?? 0));
    return parser.order === 'time'
      ? `${first?.slice(11)} to ${last?.slice(11)}`
      : `${first} to ${last}`;
  }
  const top = [...profile.counts].sort((a, b) => b[1] - a[1]).slice(0, TOP_LEVELS);
  const present = profile.rows - profile.missing;
  return top.map(([cell, rows]) => `${cell} ${Math.round((100 * rows) / present)} %`).join(', ');
}

/** Row by row, infinite and unreadable cells left out. */
function sortedValues(profile: ColumnProfile, read: (cell: string) => number): Float64Array {
  if (profile.plain && read(`${profile.plain.high}`) === profile.plain.high) {
    return profile.plain.values.filter((value) => !Number.isNaN(value)).sort();
  }
  const values = new Float64Array(profile.rows);
  let count = 0;
  for (const [cell, rows] of profile.counts) {
    const value = read(cell);
    if (!Number.isFinite(value)) continue;
    values.fill(value, count, count + rows);
    count += rows;
  }
  return values.subarray(0, count).sort();
}

function medianOf(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

function numberText(value = Number.NaN): string {
  return Number.isInteger(value) && Math.abs(value) < 10_000 ? `${value}` : formatNumber(value);
}

function timeText(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}
