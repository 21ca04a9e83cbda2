import type { Matrix } from '../matrix/matrix.js';
import { columnMeans } from './column-means.js';

/** Columns side by side that belong together, from the end of those before them. */
export interface ColumnBlock {
  readonly end: number;
  /** Whether each column is brought to the same variance first. */
  readonly isEvened: boolean;
  /** The variance of all its columns together. */
  readonly variance: number;
}

/** What was made even, by what was taken off each column and what the rest was multiplied by. */
export interface Evened {
  readonly evened: Matrix;
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

const NOTHING = 1e-12;

/** A copy of x whose columns have a mean of 0 and whose blocks have their variances. */
export function evenBlocks(x: Matrix, blocks: readonly ColumnBlock[]): Evened {
  const { rows, columns } = x;
  const means = columnMeans(x);
  const data = new Float32Array(x.data.length);
  const variances = new Float64Array(columns);
  for (let at = 0; at < data.length; at++) {
    const column = at % columns;
    const value = (x.data[at] as number) - (means[column] as number);
    data[at] = value;
    variances[column] = (variances[column] as number) + (value * value) / rows;
  }
  const scales = new Float64Array(columns);
  let start = 0;
  for (const { end, isEvened, variance } of blocks) {
    const own = variances.subarray(start, end);
    const all = own.reduce((sum, value) => sum + (isEvened ? Number(value > NOTHING) : value), 0);
    const scale = all > NOTHING ? Math.sqrt(variance / all) : 0;
    for (const [i, value] of own.entries()) {
      const each = value > NOTHING ? 1 / Math.sqrt(value) : 0;
      scales[start + i] = isEvened ? scale * each : scale;
    }
    start = end;
  }
  for (let at = 0; at < data.length; at++) {
    data[at] = (data[at] as number) * (scales[at % columns] as number);
  }
  return { evened: { rows, columns, data }, means, scales };
}
