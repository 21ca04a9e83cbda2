import { exp } from '../util/elementary/exp.js';
import { dot } from './cholesky.js';
import { eachInCommon, type KernelRows, type LevelRows, levelRows } from './kernel-rows.js';

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
  return (1 + distance + (5 / 3) * squared) * exp(-distance);
}

/** The derivative by the squared distance. */
export function maternSlope(squared: number): number {
  const distance = ROOT * Math.sqrt(squared);
  return -(5 / 6) * (1 + distance) * exp(-distance);
}

/** A kernel with the rows that others are told by, made ready for many of these. */
export interface ReadyKernel {
  readonly kernel: MaternKernel;
  readonly t: KernelRows;
  readonly levels: LevelRows;
  /** Of each row, the scaled sum of squares of its levels and terms. */
  readonly norms: Float64Array;
}

export function readyKernel(kernel: MaternKernel, t: KernelRows): ReadyKernel {
  const norms = Float64Array.from({ length: t.rows }, (_, row) => levelNorm(kernel, t, row));
  return { kernel, t, levels: levelRows(t), norms };
}

/**
 * The kernel of a row with the first rows of `t`, all of them unless told how many. Of levels and terms |x − t|² is
 * |x|² − 2 x · t + |t|², so that those that a row lacks take no time.
 */
export function kernelRow(
  { kernel, t, levels, norms }: ReadyKernel,
  x: KernelRows,
  row: number,
  count = t.rows,
): Float64Array {
  const { curved, straight, scales } = kernel;
  const { columns, numbers, data } = x;
  const own = row * columns;
  const norm = levelNorm(kernel, x, row);
  const products = new Float64Array(count);
  const squared = Float64Array.from(norms.subarray(0, count), (other) => norm + other);
  eachInCommon(x, row, levels, count, (other, column, product) => {
    products[other] = (products[other] as number) + product;
    squared[other] = (squared[other] as number) - 2 * (scales[column] as number) * product;
  });
  for (let other = 0; other < count; other++) {
    const at = other * columns;
    const distance = numberDistance(data, own, t.data, at, scales, numbers);
    const product = (products[other] as number) + dot(data, own, t.data, at, numbers);
    const whole = Math.max(0, squared[other] as number) + distance;
    products[other] = curved * matern(whole) + straight * product;
  }
  return products;
}

function levelNorm({ scales }: MaternKernel, x: KernelRows, row: number): number {
  let sum = 0;
  for (let column = x.numbers; column < x.columns; column++) {
    const value = x.data[row * x.columns + column] as number;
    sum += (scales[column] as number) * value * value;
  }
  return sum;
}

function numberDistance(
  a: Float64Array,
  from: number,
  b: Float64Array,
  other: number,
  scales: Float64Array,
  numbers: number,
): number {
  let sum = 0;
  for (let k = 0; k < numbers; k++) {
    const difference = (a[from + k] as number) - (b[other + k] as number);
    sum += (scales[k] as number) * difference * difference;
  }
  return sum;
}
