import type { DenseProduct } from '../engine/dense-product.js';
import { createMatrix, type Matrix } from '../matrix/matrix.js';
import { square } from '../util/elementary/square.js';
import type { Random } from '../util/random.js';
import { symmetricEigen } from './symmetric-eigen.js';

/** Axes beyond those asked for, and times that the directions of least variance are damped. */
const MORE = 20;
const POWERS = 1;

/**
 * The directions of most variance of the rows of x, most first: (columns, count), of length 1. Found by multiplying random
 * directions with the covariance (Halko, Martinsson and Tropp 2011), fewer where rows or columns are fewer. x has means of 0.
 */
export function principalComponents(
  x: Matrix,
  count: number,
  random: Random,
  product: DenseProduct,
): Matrix {
  const width = Math.min(count + MORE, x.columns, Math.max(1, x.rows - 1));
  let basis = createMatrix(x.columns, width);
  for (let i = 0; i < basis.data.length; i++) basis.data[i] = random.normal();
  for (let power = 0; power < POWERS; power++) {
    basis = orthonormal(product.transposedTimes(x, product.times(x, basis)));
  }
  const seen = product.times(x, basis);
  const spread = Float64Array.from(product.transposedTimes(seen, seen).data);
  const { vectors } = symmetricEigen(spread, width);
  const kept = Math.min(count, width);
  const turn = createMatrix(width, kept);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < kept; j++) turn.data[i * kept + j] = vectors[j * width + i] as number;
  }
  return product.times(basis, turn);
}

/** Columns made orthogonal and of length 1, each to those before it, twice; one that they span becomes 0. */
function orthonormal({ rows, columns, data }: Matrix): Matrix {
  const own = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) own[j * rows + i] = data[i * columns + j] as number;
  }
  for (let j = 0; j < columns; j++) {
    const column = own.subarray(j * rows, (j + 1) * rows);
    const before = lengthOf(column);
    for (let pass = 0; pass < 2; pass++) {
      for (let k = 0; k < j; k++) takeOut(column, own.subarray(k * rows, (k + 1) * rows));
    }
    const length = lengthOf(column);
    const scale = length > 1e-6 * before ? 1 / length : 0;
    for (let i = 0; i < rows; i++) column[i] = (column[i] as number) * scale;
  }
  const out = createMatrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out.data[i * columns + j] = own[j * rows + i] as number;
  }
  return out;
}

function lengthOf(column: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += square(column[i] as number);
  return Math.sqrt(sum);
}

/** column −= ⟨column, unit⟩ · unit. */
function takeOut(column: Float64Array, unit: Float64Array): void {
  let dot = 0;
  for (let i = 0; i < column.length; i++) dot += (column[i] as number) * (unit[i] as number);
  for (let i = 0; i < column.length; i++)
    column[i] = (column[i] as number) - dot * (unit[i] as number);
}
