import { expect, test } from 'vitest';
import { rowUnits } from '../../src/folds/row-units.js';
import { createImageColumn } from '../../src/table/image-column.js';
import type { Column, Table } from '../../src/table/table.js';
import { atOnce } from '../../src/util/steps.js';

/** Rows of pictures of one pixel, each of a grey; a number of its own beside them. */
function unitsOf(greys: readonly number[], lists: readonly (readonly number[])[]) {
  const image = createImageColumn(
    'photo',
    Int32Array.from(lists, (_, row) => row),
    lists,
    {
      side: 1,
      pixels: Uint8Array.from(greys.flatMap((grey) => [grey, grey, grey])),
      sizes: Float64Array.from(greys.flatMap(() => [9, 9, 70])),
    },
    (bytes) => new ArrayBuffer(bytes),
  );
  const values = Float64Array.from(lists, (_, row) => row);
  const columns: Column[] = [image, { kind: 'numeric', name: 'x', values }];
  const table: Table = { kind: 'table', rows: lists.length, columns, target: undefined };
  return atOnce(rowUnits(table));
}

test('rows with the same pixels stay together, whatever their files are called and whatever else differs', () => {
  const { units } = unitsOf([5, 6, 5, 7], [[0], [1], [2], [3]]);
  expect([...(units ?? [])]).toEqual([0, 1, 0, 3]);
});

test('of several pictures in a row any one may be shared', () => {
  const { units } = unitsOf([1, 2, 3, 4], [[0, 1], [2], [3, 1], [2, 3], []]);
  expect([...(units ?? [])]).toEqual([0, 1, 0, 0, 4].map((unit) => (unit === 1 ? 0 : unit)));
});

test('a picture that a tenth of the rows has stands for none, which is told', () => {
  const { units, note } = unitsOf(
    Array.from({ length: 50 }, (_, row) => (row < 11 ? 0 : row)),
    Array.from({ length: 50 }, (_, row) => [row]),
  );
  expect(units).toBeUndefined();
  expect(note).toContain('11 rows have the same picture in photo');
});

test('a row that has a picture twice counts once', () => {
  const lists = Array.from({ length: 30 }, (_, row) => (row < 8 ? [0, 0, 0] : [row]));
  const { units, note } = unitsOf(
    Array.from({ length: 30 }, (_, row) => row),
    lists,
  );
  expect(note ?? '').not.toContain('rows have the same picture');
  expect([...(units ?? [])].slice(0, 9)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 8]);
});
