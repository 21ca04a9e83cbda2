import { dot } from './cholesky.js';
import type { KernelRows } from './kernel-rows.js';

const ROOT = Math.sqrt(5);

/** A Matérn kernel (ν = 5/2), and a straight line beside it. */
export interface MaternKernel {
  /** The variance of the Matérn part. */
  readonly curved: number;
  /** What products of rows are multiplied by. */
  readonly straight: number;
  /** What each column's squared distances are multiplied by. */
  readonly scales: Float64Array;
}

/** Of a scaled squared distance. */
export function matern(squared: number): number {
  const distance = ROOT * Math.sqrt(squared);
  return (1 + distance + (5 / 3) * squared) * Math.exp(-distance);
}

/** The derivative by the squared distance. */
export function maternSlope(squared: number): number {
  const distance = ROOT * Math.sqrt(squared);
  return -(5 / 6) * (1 + distance) * Math.exp(-distance);
}

/** The kernel of a row with each row of `t`. */
export function kernelRow(
  { curved, straight, scales }: MaternKernel,
  x: KernelRows,
  row: number,
  t: KernelRows,
): Float64Array {
  const { columns, data } = x;
  const own = row * columns;
  return Float64Array.from({ length: t.rows }, (_, other) => {
    const squared = scaledDistance(data, own, t.data, other * columns, scales);
    return curved * matern(squared) + straight * dot(data, own, t.data, other * columns, columns);
  });
}

function scaledDistance(
  a: Float64Array,
  from: number,
  b: Float64Array,
  other: number,
  scales: Float64Array,
): number {
  let sum = 0;
  for (let k = 0; k < scales.length; k++) {
    const difference = (a[from + k] as number) - (b[other + k] as number);
    sum += (scales[k] as number) * difference * difference;
  }
  return sum;
}
