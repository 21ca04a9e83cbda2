import { dot } from './cholesky.js';
import type { KernelRows } from './kernel-rows.js';

const ROOT = Math.sqrt(5);

/** A Matérn kernel (ν = 5/2) with a scale for numbers and one for levels, and a straight line beside it. */
export interface MaternKernel {
  /** The variance of the Matérn part. */
  readonly curved: number;
  /** What products of rows are multiplied by. */
  readonly straight: number;
  /** What squared distances are multiplied by. */
  readonly numbers: number;
  readonly levels: number;
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

/** What a kernel is made of for two rows: squared distances in numbers and in levels, and their product. */
export function pairOf(
  x: KernelRows,
  row: number,
  t: KernelRows,
  other: number,
): readonly [numbers: number, levels: number, product: number] {
  const { columns, numbers } = x;
  const [own, its] = [row * columns, other * columns];
  const near = squaredDistance(x.data, own, t.data, its, numbers);
  const far = squaredDistance(x.data, own + numbers, t.data, its + numbers, columns - numbers);
  return [near, far, dot(x.data, own, t.data, its, columns)];
}

/** The kernel of a row with each row of `t`. */
export function kernelRow(
  kernel: MaternKernel,
  x: KernelRows,
  row: number,
  t: KernelRows,
): Float64Array {
  const { curved, straight, numbers, levels } = kernel;
  const values = new Float64Array(t.rows);
  for (let other = 0; other < t.rows; other++) {
    const [near, far, product] = pairOf(x, row, t, other);
    values[other] = curved * matern(numbers * near + levels * far) + straight * product;
  }
  return values;
}

function squaredDistance(
  a: Float64Array,
  from: number,
  b: Float64Array,
  other: number,
  count: number,
): number {
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const difference = (a[from + k] as number) - (b[other + k] as number);
    sum += difference * difference;
  }
  return sum;
}
