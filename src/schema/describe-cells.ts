import { formatNumber } from '../util/format-number.js';
import type { CellCounts } from './cell-counts.js';
import { cellValues, presentValues } from './cell-values.js';
import { type ColumnProfile, plainUnder } from './column-profile.js';
import { momentText } from './moment-text.js';
import type { ColumnSchema, NumericParser } from './schema.js';

const TOP_LEVELS = 3;
/** Numbers that are sorted for their median, at most. */
const MOST_SORTED = 20_000;

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
  const plain = parser?.kind === 'numeric' ? plainUnder(profile, parser) : profile.plain;
  if (plain && (!parser || parser.kind === 'numeric')) return describeNumbers(plain.values, plain);
  const values = columnNumbers(column, profile, known) ?? new Float64Array();
  if (parser?.kind === 'numeric') return describeNumbers(values);
  if (parser?.kind === 'datetime') {
    const { low, high } = finiteRange(values);
    const textOf = parser.order === 'time' ? clockText : timeText;
    return `${textOf(low)} to ${textOf(high)}`;
  }
  if (parser?.kind === 'image') return `read as ${parser.side} × ${parser.side} pixels`;
  const present = profile.rows - profile.missing;
  return topLevels(profile.counts)
    .map(([cell, rows]) => `${cell} ${Math.round((100 * rows) / present)} %`)
    .join(', ');
}

/** The numbers or times of a column, not in the order of its rows; undefined where it holds others. */
export function columnNumbers(
  { parser }: ColumnSchema,
  profile: ColumnProfile,
  known?: Float64Array,
): Float64Array | undefined {
  if (parser?.kind === 'numeric') {
    return plainUnder(profile, parser)?.values ?? known ?? valuesOf(profile, parser);
  }
  if (parser?.kind === 'datetime') return known ?? cellValues(profile, parser)?.values;
  return parser ? undefined : profile.plain?.values;
}

/** Of very many, the median is that of evenly many among them, and said to be about so. */
function describeNumbers(values: Float64Array, { low, high } = finiteRange(values)): string {
  const step = Math.max(1, Math.floor(values.length / MOST_SORTED));
  const some =
    step === 1
      ? values
      : Float64Array.from({ length: MOST_SORTED }, (_, i) => values[i * step] ?? Number.NaN);
  const sorted = some.filter(Number.isFinite).sort();
  if (sorted.length === 0) return 'no numbers';
  const about = step === 1 ? '' : 'about ';
  return `median ${about}${numberText(medianOf(sorted))}, ${numberText(low)} to ${numberText(high)}`;
}

function finiteRange(values: Float64Array): { readonly low: number; readonly high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (value < low && value > Number.NEGATIVE_INFINITY) low = value;
    if (value > high && value < Number.POSITIVE_INFINITY) high = value;
  }
  return { low, high };
}

/** The commonest cells; of equally common ones those that come first. */
export function topLevels(
  { cells, rowsOf }: CellCounts,
  most = TOP_LEVELS,
): readonly (readonly [string, number])[] {
  const top: (readonly [string, number])[] = [];
  for (let i = 0; i < cells.length; i++) {
    const [cell, rows] = [cells[i] ?? '', rowsOf[i] ?? 0];
    if (top.length === most && rows <= (top.at(-1)?.[1] ?? 0)) continue;
    const place = top.findIndex((other) => other[1] < rows);
    top.splice(place < 0 ? top.length : place, 0, [cell, rows]);
    top.splice(most);
  }
  return top;
}

/** Row by row; NaN where there is none. */
function valuesOf(profile: ColumnProfile, parser: NumericParser): Float64Array {
  const { rowsOf } = profile.counts;
  const ofCells = presentValues(profile, parser);
  if (rowsOf.every((rows) => rows === 1)) return ofCells;
  const values = new Float64Array(profile.rows).fill(Number.NaN);
  let count = 0;
  for (let i = 0; i < rowsOf.length; i++) {
    const value = ofCells[i] as number;
    const end = count + (rowsOf[i] as number);
    while (count < end) values[count++] = value;
  }
  return values;
}

function medianOf(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

function numberText(value = Number.NaN): string {
  return Number.isInteger(value) && Math.abs(value) < 10_000 ? `${value}` : formatNumber(value);
}

function clockText(time: number): string {
  return momentText(time, true)?.slice(0, 5) ?? 'none';
}

function timeText(time: number): string {
  if (!Number.isFinite(time)) return 'none';
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}
