import { expect, test } from 'vitest';
import { createSparseRows, takeSparseRows } from '../../src/matrix/sparse-rows.js';

test('rows that are added one after another are a sparse matrix, however many entries they have', () => {
  const rows = createSparseRows(3);
  for (let column = 0; column < 200; column += 2) rows.push(column, column / 4);
  rows.endRow();
  rows.endRow();
  rows.push(7, 1.5);
  rows.endRow();
  const x = rows.finish(200);
  expect([x.rows, x.columns, [...x.offsets]]).toEqual([3, 200, [0, 100, 100, 101]]);
  expect([...x.indices]).toEqual([...Array.from({ length: 100 }, (_, i) => 2 * i), 7]);
  expect([...x.values]).toEqual([...Array.from({ length: 100 }, (_, i) => i / 2), 1.5]);
});

test('rows are taken in any order, and again', () => {
  const rows = createSparseRows(2);
  rows.push(1, 0.5);
  rows.push(3, 2);
  rows.endRow();
  rows.push(0, -1);
  rows.endRow();
  const x = takeSparseRows(rows.finish(4), Int32Array.of(1, 0, 0));
  expect([...x.offsets]).toEqual([0, 1, 3, 5]);
  expect([...x.indices]).toEqual([0, 1, 3, 1, 3]);
  expect([...x.values]).toEqual([-1, 0.5, 2, 0.5, 2]);
});
