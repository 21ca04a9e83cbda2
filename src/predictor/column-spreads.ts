import { quantileSorted } from '../preprocessing/quantile-sorted.js';
import type { Schema } from '../schema/schema.js';
import {
  type Column,
  type ColumnCodes,
  type ColumnNumbers,
  type Labels,
  MISSING,
  type Table,
} from '../table/table.js';
import { greatestOf, leastOf } from '../util/extremes.js';

/** What the training rows hold in a column: what draws it, and shows whether other rows differ. Never a row. */
export type ColumnSpread = NumberSpread | CountSpread | TextSpread;

/** Of numbers, or of dates in milliseconds since 1970. */
export interface NumberSpread {
  readonly kind: 'numbers';
  readonly name: string;
  readonly missing: number;
  /** The 0 % to the 100 % quantile in steps of 1 %; empty where all are missing. Those between are of at most 50,000 rows. */
  readonly quantiles: Float64Array;
}

/** Rows by level, or by item of a list, in the order of the column's parser; no before yes; of the label by class. */
export interface CountSpread {
  readonly kind: 'counts';
  readonly name: string;
  readonly missing: number;
  readonly counts: Int32Array;
}

/** Of texts and pictures no more is kept. */
export interface TextSpread {
  readonly kind: 'texts';
  readonly name: string;
  readonly missing: number;
}

const STEPS = 100;
/** Rows that quantiles are of at most, and numbers of all columns together that are sorted for them. */
const MOST_ROWS = 50_000;
const MOST_NUMBERS = 20_000_000;

/** The spreads of the features, in the order of the table, and of the label behind them. */
export function columnSpreads(table: Table, schema: Schema): readonly ColumnSpread[] {
  const rows = rowsOfQuantiles(table.columns.length);
  const booleans = new Set(
    schema.columns.flatMap(({ name, parser }) => (parser?.kind === 'boolean' ? [name] : [])),
  );
  const features = table.columns.map((column) =>
    booleans.has(column.name) ? booleanSpread(column) : spreadOf(column, rows),
  );
  const { target } = table;
  return target ? [...features, labelSpread(target, schema, rows)] : features;
}

/** Rows that the quantiles of so many features are of at most. */
export function rowsOfQuantiles(features: number): number {
  return Math.min(MOST_ROWS, Math.ceil(MOST_NUMBERS / Math.max(1, features)));
}

/** What a file holds as spreads of so many rows. Throws where it has not their shape. */
export function checkedSpreads(stored: unknown, rows: number): readonly ColumnSpread[] {
  const holds = Array.isArray(stored) && stored.every((own) => isSpread(own, rows));
  if (!holds) throw new Error('what it holds of its training rows is damaged');
  return stored as readonly ColumnSpread[];
}

function isSpread(stored: unknown, rows: number): boolean {
  const isCount = (own: unknown) =>
    Number.isInteger(own) && Number(own) >= 0 && Number(own) <= rows;
  if (typeof stored !== 'object' || stored === null) return false;
  const { kind, name, missing, quantiles, counts } = stored as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || !isCount(missing)) return false;
  if (kind === 'counts') return counts instanceof Int32Array && counts.every(isCount);
  if (kind === 'texts') return true;
  const isWhole = quantiles instanceof Float64Array && [0, STEPS + 1].includes(quantiles.length);
  return kind === 'numbers' && isWhole && quantiles.every(Number.isFinite);
}

function spreadOf(column: Column, rows: number): ColumnSpread {
  const { name } = column;
  if ('values' in column) return numberSpread(name, column.values, rows);
  if (column.kind === 'text' || column.kind === 'image')
    return { kind: 'texts', name, missing: negatives(column.codes) };
  if (column.kind === 'coded') return countSpread(name, column.codes, column.levels);
  const counts = new Int32Array(column.items);
  for (const code of column.codes) {
    if (code < 0) continue;
    const from = column.offsets[code] ?? 0;
    for (const item of column.own.subarray(from, column.offsets[code + 1])) add(counts, item);
  }
  return { kind: 'counts', name, missing: negatives(column.codes), counts };
}

/** They are numbers, 0 and 1. */
function booleanSpread(column: Column): ColumnSpread {
  if (!('values' in column)) throw new Error(`"${column.name}" is no column of 0 and 1`);
  const codes = Int32Array.from(column.values, (value) => (Number.isNaN(value) ? MISSING : value));
  return countSpread(column.name, codes, 2);
}

function labelSpread(labels: Labels, { label, task }: Schema, rows: number): ColumnSpread {
  if (!(labels instanceof Int32Array)) return numberSpread(label, labels, rows);
  // Codes below 0 are classes that only a validation file has.
  return { ...countSpread(label, labels, task.classes.length), missing: 0 };
}

/** Of numbers, of which NaN is missing; the quantiles between the ends are of so many rows at most. */
export function numberSpread(name: string, values: ColumnNumbers, most = MOST_ROWS): NumberSpread {
  const present = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  const missing = values.length - present.length;
  if (present.length === 0) return { kind: 'numbers', name, missing, quantiles: present };
  const sorted = evenly(present, most).sort();
  const quantiles = Float64Array.from({ length: STEPS + 1 }, (_, step) =>
    quantileSorted(sorted, step / STEPS),
  );
  quantiles[0] = leastOf(present);
  quantiles[STEPS] = greatestOf(present);
  return { kind: 'numbers', name, missing, quantiles };
}

/** So many of the values at most, evenly from first to last. */
function evenly(values: Float64Array, most: number): Float64Array {
  if (values.length <= most) return values.slice();
  const step = values.length / most;
  return Float64Array.from({ length: most }, (_, i) => values[Math.floor(i * step)] ?? 0);
}

/** Of codes; levels that only a validation file has are not counted. */
export function countSpread(name: string, codes: ColumnCodes, levels: number): CountSpread {
  const counts = new Int32Array(levels);
  let missing = 0;
  for (const code of codes) {
    if (code >= 0) add(counts, code);
    else if (code === MISSING) missing++;
  }
  return { kind: 'counts', name, missing, counts };
}

function add(counts: Int32Array, place: number): void {
  counts[place] = (counts[place] ?? 0) + 1;
}

/** Codes below 0 say that there is none. */
export function negatives(codes: ColumnCodes): number {
  let count = 0;
  for (const code of codes) if (code < 0) count++;
  return count;
}
