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
