import { expect, test } from 'vitest';
import { denseProduct } from '../../src/engine/dense-product.js';
import { columnMeans } from '../../src/image/column-means.js';
import { fitPatches, pooledPatches } from '../../src/image/learned-patches.js';
import { drawPatches, patchesOf } from '../../src/image/patch-grid.js';
import { principalComponents } from '../../src/image/principal-components.js';
import { shrunkPictures } from '../../src/image/shrunk-pictures.js';
import { sphericalKMeans } from '../../src/image/spherical-k-means.js';
import { symmetricEigen } from '../../src/image/symmetric-eigen.js';
import { fitWhitening } from '../../src/image/whiten.js';
import { createMatrix, type Matrix } from '../../src/matrix/matrix.js';
import { randomStream } from '../../src/util/random.js';
import { grey, painted, shapeStack } from '../fixtures/pictures.js';

const product = denseProduct('reference');
const never = () => false;

function randomMatrix(rows: number, columns: number, scales: readonly number[] = []): Matrix {
  const random = randomStream(1, rows, columns);
  const x = createMatrix(rows, columns);
  for (let i = 0; i < x.data.length; i++) {
    x.data[i] = random.normal() * (scales[i % columns] ?? 1);
  }
  return x;
}

test('eigenvalues come greatest first, with vectors of length 1', () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  expect(values[0]).toBeCloseTo(3, 12);
  expect(values[1]).toBeCloseTo(1, 12);
  expect(Math.abs(vectors[0] ?? 0)).toBeCloseTo(Math.SQRT1_2, 12);
  expect(vectors[0]).toBeCloseTo(vectors[1] ?? 0, 12);
});

test('a symmetric matrix is the sum of its eigenvalues times their vectors', () => {
  const n = 7;
  const half = randomMatrix(n, n).data;
  const a = Float64Array.from({ length: n * n }, (_, i) => {
    const [row, column] = [Math.floor(i / n), i % n];
    return (half[row * n + column] ?? 0) + (half[column * n + row] ?? 0);
  });
  const { values, vectors } = symmetricEigen(a.slice(), n);
  const again = a.map((_, i) =>
    values.reduce((sum, value, k) => {
      const [row, column] = [Math.floor(i / n), i % n];
      return sum + value * (vectors[k * n + row] ?? 0) * (vectors[k * n + column] ?? 0);
    }, 0),
  );
  for (const [i, value] of a.entries()) expect(again[i]).toBeCloseTo(value, 10);
});

test('principal components are the directions of most variance, orthogonal and of length 1', () => {
  // Two columns vary ten and five times as much as the others.
  const scales = Array.from({ length: 20 }, (_, i) => (i === 7 ? 10 : i === 3 ? 5 : 1));
  const axes = principalComponents(randomMatrix(300, 20, scales), 2, randomStream(2), product);
  const at = (row: number, column: number) => Math.abs(axes.data[row * 2 + column] ?? 0);
  expect(at(7, 0)).toBeGreaterThan(0.98);
  expect(at(3, 1)).toBeGreaterThan(0.95);
  const inner = product.transposedTimes(axes, axes).data;
  for (const [i, value] of inner.entries()) expect(value).toBeCloseTo(i % 3 === 0 ? 1 : 0, 5);
});

test('there are no more components than rows tell apart', () => {
  expect(principalComponents(randomMatrix(5, 20), 10, randomStream(2), product).columns).toBe(4);
});

test('whitened rows are uncorrelated; what hardly varies stays small', () => {
  const x = randomMatrix(2000, 3, [3, 1, 0.01]);
  // The second column follows the first.
  for (let row = 0; row < x.rows; row++) {
    x.data[3 * row + 1] = (x.data[3 * row + 1] ?? 0) + (x.data[3 * row] ?? 0);
  }
  const { turn, shift } = fitWhitening(x, product);
  const white = product.times(x, turn, shift);
  for (const mean of columnMeans(white)) expect(mean).toBeCloseTo(0, 4);
  const covariance = product.transposedTimes(white, white).data.map((sum) => sum / x.rows);
  expect(covariance[0]).toBeGreaterThan(0.85);
  expect(covariance[4]).toBeGreaterThan(0.75);
  expect(Math.abs(covariance[1] ?? 1)).toBeLessThan(0.15);
  expect(covariance[8]).toBeLessThan(0.01);
});

test('centres lie in the directions of the rows', () => {
  const random = randomStream(3);
  const x = createMatrix(300, 3);
  for (let row = 0; row < x.rows; row++) {
    for (let i = 0; i < 3; i++) {
      x.data[3 * row + i] = (row % 3 === i ? 2 + random.next() : 0) + 0.1 * random.normal();
    }
  }
  const centres = sphericalKMeans(x, 3, randomStream(5), product, never);
  const nearest = [0, 1, 2].map((i) => Math.max(...centres.data.subarray(3 * i, 3 * i + 3)));
  for (const value of nearest) expect(value).toBeGreaterThan(0.99);
});

test('patches have a mean of 0 and the same contrast, in the order of the grid', () => {
  const ramp = painted(4, [(y, x) => grey(10 * y + 40 * x)]);
  const shape = { size: 2, stride: 2, channels: 1 } as const;
  const { rows, columns, data } = patchesOf(ramp, shape);
  expect([rows, columns]).toEqual([4, 4]);
  // 0, 40, 10, 50 less 25, by the root of 425 + 10.
  for (const [i, value] of [-25, 15, -15, 25].entries()) {
    expect(data[i]).toBeCloseTo(value / Math.sqrt(435), 5);
    expect(data[12 + i]).toBeCloseTo(value / Math.sqrt(435), 4);
  }
});

test('as many patches are drawn from each picture', () => {
  const flat = painted(
    8,
    [0, 1, 2].map((i) => (y, x) => grey(i === 1 ? 100 : 60 * i + 5 * x + y)),
  );
  const shape = { size: 4, stride: 1, channels: 1 } as const;
  const drawn = drawPatches(flat, shape, 30, randomStream(1));
  const isFlat = (row: number) =>
    drawn.data.subarray(16 * row, 16 * row + 16).every((v) => Math.abs(v) < 1e-4);
  expect(Array.from({ length: 30 }, (_, row) => row).filter(isFlat)).toEqual([
    10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
  ]);
});

test('what is learnt of patches hangs on the stream and on the given pictures alone', () => {
  const options = { size: 4, stride: 2, centres: 8, drawn: 400 };
  const own = Int32Array.of(0, 1, 2, 4, 5, 6);
  const fit = (seed: number, stack = shapeStack(8)) =>
    fitPatches(stack, own, false, options, randomStream(seed), product, never);
  const first = fit(1);
  expect(fit(1)).toEqual(first);
  expect(fit(2)).not.toEqual(first);
  const other = shapeStack(8);
  other.pixels.fill(0, 3 * 24 * 24 * 3, 4 * 24 * 24 * 3);
  expect(fit(1, other)).toEqual(first);
  const pooled = pooledPatches(shapeStack(8), own, first, product);
  expect([pooled.rows, pooled.columns]).toEqual([6, 4 * first.centres]);
  expect(pooled.data.every((value) => value >= 0)).toBe(true);
});

test('answers are summed by the quarter in which they lie', () => {
  const corner = painted(24, [(y, x) => grey(y < 10 && x < 10 ? (40 * x + 77 * y) % 256 : 128)]);
  const options = { size: 4, stride: 2, centres: 8, drawn: 400 };
  const learnt = fitPatches(
    shapeStack(8),
    [0, 1, 2, 3],
    true,
    options,
    randomStream(1),
    product,
    never,
  );
  const flat = pooledPatches(painted(24, [() => grey(128)]), [0], learnt, product);
  const { data } = pooledPatches(corner, [0], learnt, product);
  const quarter = (i: number) => [...data.subarray(8 * i, 8 * i + 8)];
  expect(quarter(0)).not.toEqual([...flat.data.subarray(0, 8)]);
  expect(quarter(3)).toEqual([...flat.data.subarray(24, 32)]);
});

test('patches of large pictures are cut out of them made smaller', () => {
  const options = { size: 4, stride: 2, centres: 8, drawn: 400 };
  const large = shapeStack(8, 0, 64);
  const own = Int32Array.of(1, 3, 6);
  const learnt = fitPatches(large, own, false, options, randomStream(1), product, never);
  expect(learnt.side).toBe(32);
  const small = shrunkPictures(large, own, 32);
  const all = Int32Array.of(0, 1, 2);
  expect(fitPatches(small, all, false, options, randomStream(1), product, never)).toEqual(learnt);
  expect(pooledPatches(small, all, learnt, product)).toEqual(
    pooledPatches(large, own, learnt, product),
  );
});
