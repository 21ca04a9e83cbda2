import { expect, test } from 'vitest';
import { formFields } from '../../../src/report/page/form-field.js';
import { formRow, formTable } from '../../../src/report/page/form-table.js';
import { isVaried } from '../../../src/report/page/what-if.js';
import { createImageColumn } from '../../../src/table/image-column.js';
import { MISSING, type Table } from '../../../src/table/table.js';
import { pictureState } from '../../fixtures/picture-state.js';

const plain = (bytes: number) => new ArrayBuffer(bytes);

test('pictures of a table are those of a form again, each once however many rows have it', () => {
  const { schema } = pictureState(undefined, 2);
  const pixels = Uint8Array.from({ length: 36 }, (_, i) => i);
  const sizes = Float64Array.of(20, 10, 300, 4, 5, 60, 7, 8, 90);
  const codes = Int32Array.of(0, 1, MISSING);
  const column = createImageColumn(
    'photo',
    codes,
    [[1], [0, 2]],
    { side: 2, pixels, sizes },
    plain,
  );
  const x = { kind: 'numeric', name: 'x', values: Float64Array.of(1, 2, 3) } as const;
  const table: Table = { kind: 'table', rows: 3, columns: [column, x], target: undefined };
  const rows = [0, 1, 2].map((row) => formRow(schema, table, row));
  expect(rows[2]).toEqual([null, 3]);
  const [first = [], second = [], third = []] = rows;
  const again = formTable(schema, [first, second, third, first.with(1, 9)]);
  const [photo] = again.columns;
  if (photo?.kind !== 'image') throw new Error('no pictures');
  expect([...photo.codes]).toEqual([0, 1, MISSING, 0]);
  expect([...photo.offsets]).toEqual([0, 1, 3]);
  expect([...photo.pixels]).toEqual([
    ...pixels.slice(12, 24),
    ...pixels.slice(0, 12),
    ...pixels.slice(24),
  ]);
  expect([...photo.sizes]).toEqual([4, 5, 60, 20, 10, 300, 7, 8, 90]);
});

test('a column of pictures is a field of its own, without a curve', () => {
  const [field] = formFields(pictureState(undefined, 2));
  expect(field).toEqual({ kind: 'picture', name: 'photo', start: null, side: 2, several: false });
  expect(field && isVaried(field)).toBe(false);
});
