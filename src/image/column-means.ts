import type { Matrix } from '../matrix/matrix.js';

/** The mean of each column. */
export function columnMeans({ rows, columns, data }: Matrix): Float64Array {
  const sums = new Float64Array(columns);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      sums[column] = (sums[column] as number) + (data[at++] as number);
    }
  }
  return sums.map((sum) => sum / Math.max(1, rows));
}
