import { expect, test } from 'vitest';
import { concatTables } from '../../src/table/concat-tables.js';
import type { Table } from '../../src/table/table.js';

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
