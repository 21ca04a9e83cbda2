import { type NetworkInput, networkInput } from '../engine/network-input.js';
import { type DesignMatrix, denseBlock, sparseBlock } from '../matrix/design-matrix.js';
import { eachEntry } from '../matrix/matrix.js';

/** Scaled numbers beyond it count as this far: a straight line must not follow them. */
export const FARTHEST = 6;

/** Rows as a kernel sees them: numbers, then levels, in double precision, row after row. */
export interface KernelRows {
  readonly rows: number;
  readonly columns: number;
  /** How many of the columns are numbers. */
  readonly numbers: number;
  readonly data: Float64Array;
}

export function kernelRows(x: DesignMatrix, kept?: Int32Array): KernelRows {
  const input: NetworkInput = networkInput(x);
  const numbers = input.dense?.columns ?? 0;
  const columns = numbers + (input.sparse?.columns ?? 0);
  const rows = kept?.length ?? x.rows;
  const data = new Float64Array(rows * columns);
  const bounded = (value: number) => Math.max(-FARTHEST, Math.min(FARTHEST, value));
  for (let place = 0; place < rows; place++) {
    const row = kept ? (kept[place] as number) : place;
    const start = place * columns;
    for (let column = 0; column < numbers; column++) {
      data[start + column] = bounded(input.dense?.data[row * numbers + column] as number);
    }
    if (!input.sparse) continue;
    eachEntry(input.sparse, row, (column, value) => {
      data[start + numbers + column] = bounded(value);
    });
  }
  return { rows, columns, numbers, data };
}

/** Rows by the levels and terms that they have, column after column: most rows lack most of them. */
export interface LevelRows {
  /** Where each column behind the numbers starts, and where the last one ends. */
  readonly starts: Int32Array;
  /** Ascending in each column. */
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

export function levelRows({ rows, columns, numbers, data }: KernelRows): LevelRows {
  const levels = columns - numbers;
  const ends = new Int32Array(levels + 1);
  const eachLevel = (visit: (level: number, row: number, value: number) => void) => {
    for (let row = 0; row < rows; row++) {
      const start = row * columns + numbers;
      for (let level = 0; level < levels; level++) {
        const value = data[start + level] as number;
        if (value !== 0) visit(level, row, value);
      }
    }
  };
  eachLevel((level) => {
    ends[level + 1] = (ends[level + 1] as number) + 1;
  });
  for (let level = 0; level < levels; level++) {
    ends[level + 1] = (ends[level + 1] as number) + (ends[level] as number);
  }
  const next = ends.slice();
  const entries = ends[levels] ?? 0;
  const own = { starts: ends, rows: new Int32Array(entries), values: new Float64Array(entries) };
  eachLevel((level, row, value) => {
    const at = next[level] as number;
    next[level] = at + 1;
    own.rows[at] = row;
    own.values[at] = value;
  });
  return own;
}

/** Visits each of the first `count` rows that have a level or term in common with a row, with the product of both values. */
export function eachInCommon(
  x: KernelRows,
  row: number,
  { starts, rows, values }: LevelRows,
  count: number,
  visit: (other: number, column: number, product: number) => void,
): void {
  for (let column = x.numbers; column < x.columns; column++) {
    const value = x.data[row * x.columns + column] as number;
    if (value === 0) continue;
    const end = starts[column - x.numbers + 1] as number;
    for (let at = starts[column - x.numbers] as number; at < end; at++) {
      const other = rows[at] as number;
      if (other >= count) break;
      visit(other, column, value * (values[at] as number));
    }
  }
}

/** Which columns have a length in common: all numbers and all levels, or those that come from one column of the table. */
export const SCALES = ['shared', 'columns'] as const;

/** So many columns of a table can have lengths of their own. */
const MOST_SCALES = 100;

/** Which of the scales each column of the rows has, counted from 0; more columns than are bounded share theirs. */
export function scalesOf(x: DesignMatrix, scales: (typeof SCALES)[number]): Int32Array {
  const numbers = denseBlock(x)?.features ?? [];
  const levels = sparseBlock(x)?.features ?? [];
  const sources = [...numbers, ...levels].map(({ source }) => source);
  const apart = [...new Set(sources)];
  return scales === 'columns' && apart.length <= MOST_SCALES
    ? Int32Array.from(sources, (source) => apart.indexOf(source))
    : Int32Array.from(sources, (_, column) => Number(column >= numbers.length));
}
