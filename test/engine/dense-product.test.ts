import { expect, test } from 'vitest';
import { denseProduct } from '../../src/engine/dense-product.js';
import { createMatrix, type Matrix } from '../../src/matrix/matrix.js';
import { randomStream } from '../../src/util/random.js';

function randomMatrix(rows: number, columns: number): Matrix {
  const random = randomStream(rows, columns);
  const x = createMatrix(rows, columns);
  for (let i = 0; i < x.data.length; i++) x.data[i] = random.normal();
  return x;
}

/** Σ over k of a(i, k) · b(k, j). */
function plain(
  rows: number,
  inner: number,
  columns: number,
  term: (i: number, k: number, j: number) => number,
) {
  return Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += term(i, k, j);
    return sum;
  });
}

test.each(['auto', 'reference'] as const)(
  '%s: products are sums of products, for more rows than go in at once',
  (choice) => {
    const product = denseProduct(choice);
    const [x, w, y] = [randomMatrix(517, 11), randomMatrix(11, 5), randomMatrix(517, 3)];
    const bias = Float32Array.of(1, -2, 3, 0, 0.5);
    const times = product.times(x, w, bias);
    expect([times.rows, times.columns]).toEqual([517, 5]);
    const expected = plain(
      517,
      11,
      5,
      (i, k, j) => (x.data[11 * i + k] ?? 0) * (w.data[5 * k + j] ?? 0),
    );
    for (const [at, value] of expected.entries()) {
      expect(times.data[at]).toBeCloseTo(value + (bias[at % 5] ?? 0), 4);
    }
    const turned = product.transposedTimes(x, y);
    const sums = plain(
      11,
      517,
      3,
      (i, k, j) => (x.data[11 * k + i] ?? 0) * (y.data[3 * k + j] ?? 0),
    );
    expect([turned.rows, turned.columns]).toEqual([11, 3]);
    for (const [at, value] of sums.entries()) expect(turned.data[at]).toBeCloseTo(value, 3);
  },
);

test('a row has the same product alone as among others', () => {
  const product = denseProduct();
  const [x, w] = [randomMatrix(600, 13), randomMatrix(13, 10)];
  const all = product.times(x, w).data;
  for (const row of [0, 3, 511, 512, 599]) {
    const alone = { rows: 1, columns: 13, data: x.data.slice(13 * row, 13 * row + 13) };
    expect(product.times(alone, w).data).toEqual(all.slice(10 * row, 10 * row + 10));
  }
});

test('no rows have an empty product', () => {
  const { rows, columns, data } = denseProduct().times(createMatrix(0, 4), randomMatrix(4, 2));
  expect([rows, columns, data.length]).toEqual([0, 2, 0]);
});
