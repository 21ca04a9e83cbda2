import { quantileSorted } from '../preprocessing/quantile-sorted.js';
import { pictureBytes } from '../table/image-column.js';
import { listsOf } from '../table/list-column.js';
import type { Column, ColumnNumbers, ImageColumn, Table, TextColumn } from '../table/table.js';

/** A row of a table, and how far it is: in [0, 1], 0 where all columns are the same. */
export interface NearRow {
  readonly row: number;
  readonly distance: number;
}

/** Numbers further apart than these quantiles are as far as can be. */
const LOW = 0.05;
const HIGH = 0.95;

/**
 * The nearest of the rows from `from` on to one of the others, by Gower's distance (1971): the mean over the columns. Numbers and dates
 * are as far as their difference is of the range of most; levels and texts are the same or not; pictures by the mean difference of their pixels; lists by the items that
 * they share (Jaccard); what is missing in one alone is as far as can be.
 */
export function nearestRows(
  { columns, rows }: Pick<Table, 'columns' | 'rows'>,
  row: number,
  from: number,
  count: number,
): readonly NearRow[] {
  const distances = columns.map((column) => distancesOf(column, row, from));
  const all = Array.from({ length: rows - from }, (_, place): NearRow => {
    const sum = distances.reduce((total, own) => total + (own[place] ?? 0), 0);
    return { row: place, distance: sum / Math.max(1, columns.length) };
  });
  return all.sort((a, b) => a.distance - b.distance || a.row - b.row).slice(0, count);
}

function distancesOf(column: Column, row: number, from: number): Float64Array {
  if ('values' in column) return numberDistances(column.values, row, from);
  const { codes } = column;
  const own = codes[row] as number;
  const others = Float64Array.from(codes.subarray(from));
  if (column.kind === 'image') return pictureDistances(column, own, others);
  if (column.kind === 'text') return others.map((code) => Number(!isSameText(column, code, own)));
  if (column.kind !== 'list') return others.map((code) => Number(code !== own));
  const lists = listsOf(column);
  return others.map((code) =>
    code === own ? 0 : listDistance(lists[own] ?? [], lists[code] ?? []),
  );
}

/** Of rows of two tables the dictionary may hold a text twice. */
function isSameText({ bytes, offsets }: TextColumn, a: number, b: number): boolean {
  if (a === b || a < 0 || b < 0) return a === b;
  const [first, second] = [a, b].map((code) => bytes.subarray(offsets[code], offsets[code + 1]));
  return first?.length === second?.length && !first?.some((byte, i) => byte !== second?.[i]);
}

/** Of the first pictures, as a share of the largest difference that there can be. */
function pictureDistances(column: ImageColumn, own: number, others: Float64Array): Float64Array {
  const known = new Map<number, number>();
  return others.map((code) => {
    if (code === own) return 0;
    const distance =
      known.get(code) ?? pictureDistance(firstPicture(column, own), firstPicture(column, code));
    known.set(code, distance);
    return distance;
  });
}

function firstPicture({ offsets, own, pixels, side }: ImageColumn, code: number) {
  if (code < 0) return undefined;
  const bytes = pictureBytes(side);
  const from = (own[offsets[code] ?? 0] ?? 0) * bytes;
  return pixels.subarray(from, from + bytes);
}

function pictureDistance(a: Uint8Array | undefined, b: Uint8Array | undefined): number {
  if (!a || !b) return 1;
  const sum = a.reduce((total, value, i) => total + Math.abs(value - (b[i] ?? 0)), 0);
  return sum / (255 * a.length);
}

function numberDistances(values: ColumnNumbers, row: number, from: number): Float64Array {
  const own = values[row] as number;
  const others = Float64Array.from(values.subarray(from));
  const sorted = others.filter((value) => !Number.isNaN(value)).sort();
  const range = sorted.length > 0 ? quantileSorted(sorted, HIGH) - quantileSorted(sorted, LOW) : 0;
  return others.map((value) => {
    if (Number.isNaN(own) || Number.isNaN(value)) {
      return Number(Number.isNaN(own) !== Number.isNaN(value));
    }
    if (value === own) return 0;
    return range > 0 ? Math.min(1, Math.abs(value - own) / range) : 1;
  });
}

function listDistance(a: readonly number[], b: readonly number[]): number {
  const shared = a.filter((item) => b.includes(item)).length;
  const all = a.length + b.length - shared;
  return all > 0 ? 1 - shared / all : 0;
}
