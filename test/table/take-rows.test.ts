import { expect, test } from 'vitest';
import type { Table } from '../../src/table/table.js';
import { takeRows } from '../../src/table/take-rows.js';

const table: Table = {
  kind: 'table',
  rows: 3,
  columns: [
    { kind: 'numeric', name: 'n', values: Float64Array.of(1, Number.NaN, 3) },
    { kind: 'coded', name: 'c', codes: Int32Array.of(0, -1, 1), levels: 2 },
    {
      kind: 'text',
      name: 't',
      codes: Int32Array.of(0, 0, -1),
      bytes: Uint8Array.of(97),
      offsets: Int32Array.of(0, 1),
    },
  ],
  target: Float64Array.of(7, 8, 9),
  weights: Float64Array.of(1, 2, 3),
  groups: Int32Array.of(4, 5, 6),
};

test('rows are taken in the order in which they are named, from every part of the table', () => {
  const taken = takeRows(table, Int32Array.of(2, 0), (bytes) => new ArrayBuffer(bytes));
  expect(taken).toEqual({
    kind: 'table',
    rows: 2,
    columns: [
      { ...table.columns[0], values: Float64Array.of(3, 1) },
      { ...table.columns[1], codes: Int32Array.of(1, 0) },
      { ...table.columns[2], codes: Int32Array.of(-1, 0) },
    ],
    target: Float64Array.of(9, 7),
    weights: Float64Array.of(3, 1),
    groups: Int32Array.of(6, 4),
  });
});
