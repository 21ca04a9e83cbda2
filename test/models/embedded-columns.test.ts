import { expect, test } from 'vitest';
import type { DesignMatrix } from '../../src/matrix/design-matrix.js';
import { columnValues, embeddedColumns, embeddedInput } from '../../src/models/embedded-columns.js';

const named = (names: readonly string[]) => names.map((name) => ({ name, source: name }));
const x: DesignMatrix = {
  rows: 3,
  blocks: [
    {
      kind: 'dense',
      matrix: { rows: 3, columns: 3, data: Float32Array.of(1, 0, 7, 2, 1, 8, 3, 0, 9) },
      features: named(['age', 'flag', 'size']),
    },
    {
      kind: 'codes',
      rows: 3,
      codes: Int32Array.of(4, 5, 6),
      cardinalities: [10],
      features: named(['town']),
    },
  ],
};

test('numbers with more than two values come first, then codes, then the others', () => {
  const columns = embeddedColumns(x, true);
  expect(columns).toEqual({ numbers: [0, 2], plain: [1], cardinalities: [10] });
  const { dense, sparse } = embeddedInput(x, columns);
  expect(dense?.columns).toBe(4);
  expect([...(dense?.data ?? [])]).toEqual([1, 7, 4, 0, 2, 8, 5, 1, 3, 9, 6, 0]);
  expect(sparse).toBeUndefined();
  expect([...columnValues(x, 2)]).toEqual([7, 8, 9]);
});

test('numbers that are not embedded pass as they are', () => {
  const columns = embeddedColumns(x, false);
  expect(columns).toEqual({ numbers: [], plain: [0, 1, 2], cardinalities: [10] });
  expect([...(embeddedInput(x, columns).dense?.data ?? [])].slice(0, 4)).toEqual([4, 1, 0, 7]);
});

test('without columns there is no dense matrix', () => {
  const empty = { rows: 2, blocks: [] };
  const columns = embeddedColumns(empty, true);
  expect(embeddedInput(empty, columns)).toEqual({ rows: 2, dense: undefined, sparse: undefined });
});
