import { cholesky, dot, solveCholesky } from './cholesky.js';

/** What a ridge regression answers, one number a target. */
export type RidgeAnswer = (row: Float64Array) => readonly number[];

/** Least squares with an intercept, whose ridge is a share of the mean square of a column; targets are columns of numbers. */
export function fitRidge(
  rows: readonly Float64Array[],
  targets: readonly (readonly number[])[],
  share: number,
): RidgeAnswer {
  const n = rows[0]?.length ?? 0;
  const means = columnMeans(rows, n);
  const centred = rows.map((row) => row.map((value, i) => value - (means[i] as number)));
  const gram = gramOf(centred, n);
  let trace = 0;
  for (let i = 0; i < n; i++) trace += gram[i * n + i] as number;
  const ridge = (share * trace) / n || 1;
  for (let i = 0; i < n; i++) gram[i * n + i] = (gram[i * n + i] as number) + ridge;
  if (!cholesky(gram, n, () => false)) throw new Error('a matrix with a ridge is positive');
  const solved = targets.map((y) => {
    const mean = y.reduce((sum, value) => sum + value, 0) / Math.max(1, y.length);
    const right = new Float64Array(n);
    for (const [i, row] of centred.entries()) {
      const own = (y[i] as number) - mean;
      for (let k = 0; k < n; k++) right[k] = (right[k] as number) + own * (row[k] as number);
    }
    return { mean, weights: solveCholesky(gram, n, right) };
  });
  return (row) => {
    const own = row.map((value, i) => value - (means[i] as number));
    return solved.map(({ mean, weights }) => mean + dot(own, 0, weights, 0, n));
  };
}

function columnMeans(rows: readonly Float64Array[], n: number): Float64Array {
  const sums = new Float64Array(n);
  for (const row of rows) {
    for (let i = 0; i < n; i++) sums[i] = (sums[i] as number) + (row[i] as number);
  }
  return sums.map((sum) => sum / Math.max(1, rows.length));
}

/** On and below the diagonal. */
function gramOf(rows: readonly Float64Array[], n: number): Float64Array {
  const gram = new Float64Array(n * n);
  for (const row of rows) {
    for (let i = 0; i < n; i++) {
      const own = row[i] as number;
      for (let j = 0; j <= i; j++) {
        gram[i * n + j] = (gram[i * n + j] as number) + own * (row[j] as number);
      }
    }
  }
  return gram;
}
