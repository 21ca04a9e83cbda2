import type { DenseProduct } from '../engine/dense-product.js';
import type { Matrix } from '../matrix/matrix.js';
import { columnMeans } from './column-means.js';
import { symmetricEigen } from './symmetric-eigen.js';

/** Makes rows of a likeness of those that it was fitted to uncorrelated: row · turn + shift. */
export interface Whitening {
  /** (columns, columns), symmetric. */
  readonly turn: Matrix;
  /** What turning the means gives, taken off. */
  readonly shift: Float32Array;
}

/** Added to each variance, so that noise is not made loud. */
const QUIET = 0.1;

/** Zero-phase whitening (Bell and Sejnowski 1997; Coates and Ng 2011) of the rows of x, (rows, columns). */
export function fitWhitening(x: Matrix, product: DenseProduct): Whitening {
  const { rows, columns } = x;
  const means = columnMeans(x);
  const squares = product.transposedTimes(x, x).data;
  const covariance = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < columns; j++) {
      const both = (means[i] as number) * (means[j] as number);
      covariance[i * columns + j] = (squares[i * columns + j] as number) / rows - both;
    }
  }
  const { values, vectors } = symmetricEigen(covariance, columns);
  const turn = new Float32Array(columns * columns);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) {
        const along = (vectors[k * columns + i] as number) * (vectors[k * columns + j] as number);
        sum += along / Math.sqrt(Math.max(0, values[k] as number) + QUIET);
      }
      turn[i * columns + j] = sum;
    }
  }
  const shift = new Float32Array(columns);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < columns; j++) {
      const along = (means[i] as number) * (turn[i * columns + j] as number);
      shift[j] = (shift[j] as number) - along;
    }
  }
  return { shift, turn: { rows: columns, columns, data: turn } };
}
