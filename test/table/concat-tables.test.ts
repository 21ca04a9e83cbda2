import { expect, test } from 'vitest';
import { compactTexts } from '../../src/table/compact-texts.js';
import { concatTables } from '../../src/table/concat-tables.js';
import { createImageColumn } from '../../src/table/image-column.js';
import type { Column, Table } from '../../src/table/table.js';
import { takeRows } from '../../src/table/take-rows.js';

const allocate = (bytes: number) => new ArrayBuffer(bytes);
const table: Table = {
  kind: 'table',
  rows: 2,
  columns: [{ kind: 'numeric', name: 'n', values: Float64Array.of(1, 2) }],
  target: Float64Array.of(7, 8),
};
const weighted = { ...table, weights: Float64Array.of(0.5, 1.5) };

test('rows of a table without weights count 1 beside those of one with weights', () => {
  const weightsOf = (a: Table, b: Table) => concatTables(a, b, allocate).weights;
  expect(weightsOf(weighted, table)).toEqual(Float64Array.of(0.5, 1.5, 1, 1));
  expect(weightsOf(table, weighted)).toEqual(Float64Array.of(1, 1, 0.5, 1.5));
  expect(weightsOf(weighted, weighted)).toEqual(Float64Array.of(0.5, 1.5, 0.5, 1.5));
  expect(weightsOf(table, table)).toBeUndefined();
});

test('nothing that only one of the tables has is dropped in silence', () => {
  const { target: _, ...rest } = table;
  const unlabelled = { ...rest, target: undefined };
  expect(() => concatTables(table, unlabelled, allocate)).toThrow('no labels');
  const grouped = { ...table, groups: Int32Array.of(0, 1) };
  expect(() => concatTables(grouped, grouped, allocate)).toThrow('groups or times');
  const timed = { ...table, times: Float64Array.of(0, 1) };
  expect(() => concatTables(table, timed, allocate)).toThrow('groups or times');
});

test('pictures of one column lie behind those of the other; compacted, only those that rows show are left', () => {
  const memory = (bytes: number) => new ArrayBuffer(bytes);
  const column = (codes: number[], lists: number[][], greys: number[]) =>
    createImageColumn(
      'photo',
      Int32Array.from(codes),
      lists,
      {
        side: 1,
        pixels: Uint8Array.from(greys.flatMap((grey) => [grey, grey, grey])),
        sizes: Float64Array.from(greys.flatMap((grey) => [grey, 1, 9])),
      },
      memory,
    );
  const table = (own: Column): Table => {
    const rows = 'codes' in own ? own.codes.length : 0;
    return { kind: 'table', rows, columns: [own], target: undefined };
  };
  const first = table(column([0, -1], [[0]], [7]));
  const both = concatTables(first, table(column([1, 0], [[1, 0], [2]], [4, 5, 6])), memory);
  expect(both.columns).toEqual([column([0, -1, 2, 1], [[0], [2, 1], [3]], [7, 4, 5, 6])]);
  const last = takeRows(both, Int32Array.of(3, 1), memory);
  expect(compactTexts(last).columns).toEqual([column([0, -1], [[1, 0]], [4, 5])]);
});
