import { type NetworkInput, networkInput } from '../engine/network-input.js';
import type { DesignMatrix } from '../matrix/design-matrix.js';
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
