import type { DenseProduct } from '../engine/dense-product.js';
import { createMatrix, type Matrix } from '../matrix/matrix.js';
import { permutation, type Random } from '../util/random.js';

const STEPS = 10;

/**
 * Spherical k-means (Coates and Ng 2012): directions of length 1, (columns, count), near which the rows of x lie, longer rows
 * counting more. They begin at rows drawn by chance; one that is no row's nearest begins again at another.
 */
export function sphericalKMeans(
  x: Matrix,
  count: number,
  random: Random,
  product: DenseProduct,
  shouldStop: () => boolean,
): Matrix {
  const order = permutation(random, x.rows);
  let next = count;
  let centres = createMatrix(count, x.columns);
  for (let k = 0; k < count; k++) copyRow(x, order[k % x.rows] as number, centres, k);
  for (let step = 0; step < STEPS && !shouldStop(); step++) {
    const answers = product.times(x, transposed(unitRows(centres)));
    const moved = createMatrix(count, x.columns);
    const members = sumNearest(x, answers, moved);
    for (let k = 0; k < count; k++) {
      if (members[k] === 0) copyRow(x, order[next++ % x.rows] as number, moved, k);
    }
    centres = moved;
  }
  return transposed(unitRows(centres));
}

/** Adds each row, times its answer, to the centre of its greatest answer; gives how many rows each has. */
function sumNearest(x: Matrix, { columns: count, data }: Matrix, to: Matrix): Int32Array {
  const members = new Int32Array(count);
  const { columns } = x;
  for (let row = 0; row < x.rows; row++) {
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < count; k++) {
      const answer = data[row * count + k] as number;
      if (answer > most) {
        most = answer;
        best = k;
      }
    }
    members[best] = (members[best] as number) + 1;
    const [from, at] = [row * columns, best * columns];
    for (let i = 0; i < columns; i++) {
      to.data[at + i] = (to.data[at + i] as number) + most * (x.data[from + i] as number);
    }
  }
  return members;
}

function copyRow(x: Matrix, row: number, to: Matrix, at: number): void {
  to.data.set(x.data.subarray(row * x.columns, (row + 1) * x.columns), at * x.columns);
}

/** In place. */
function unitRows(m: Matrix): Matrix {
  for (let row = 0; row < m.rows; row++) {
    const own = m.data.subarray(row * m.columns, (row + 1) * m.columns);
    let sum = 0;
    for (const value of own) sum += value * value;
    const scale = sum > 0 ? 1 / Math.sqrt(sum) : 0;
    for (let i = 0; i < own.length; i++) own[i] = (own[i] as number) * scale;
  }
  return m;
}

function transposed({ rows, columns, data }: Matrix): Matrix {
  const out = createMatrix(columns, rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out.data[j * rows + i] = data[i * columns + j] as number;
  }
  return out;
}
