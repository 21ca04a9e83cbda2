import { expect, test } from 'vitest';
import { concatTables } from '../../src/table/concat-tables.js';
import { equalRows } from '../../src/table/equal-rows.js';
import type { NumericColumn, Table } from '../../src/table/table.js';
import { takeRows } from '../../src/table/take-rows.js';
import { atOnce } from '../../src/util/steps.js';

const allocate = (bytes: number) => new ArrayBuffer(bytes);

/** Pairs and their means. */
function pairs(...both: readonly (readonly [number, number])[]): NumericColumn {
  const of = (value: (pair: readonly [number, number]) => number) =>
    Float64Array.from(both, (pair) => value(pair));
  const parts = [
    { name: 'first', values: of(([a]) => a) },
    { name: 'second', values: of(([, b]) => b) },
  ];
  return { kind: 'numeric', name: 'x', values: of(([a, b]) => (a + b) / 2), parts };
}

function tableOf(column: NumericColumn): Table {
  const { length: rows } = column.values;
  return { kind: 'table', rows, columns: [column], target: undefined };
}

test('pairs of one mean are different rows', () => {
  const table = tableOf(pairs([1, 3], [2, 2], [1, 3], [3, 1], [Number.NaN, 3], [Number.NaN, 3]));
  expect([...atOnce(equalRows(table))]).toEqual([0, 1, 0, 3, 4, 4]);
});

test('some rows and rows of two tables have the parts of theirs', () => {
  const first = pairs([1, 3], [2, 5]);
  const second = pairs([7, 9]);
  expect(takeRows(tableOf(first), Int32Array.of(1), allocate).columns).toEqual([pairs([2, 5])]);
  const both = concatTables(tableOf(first), tableOf(second), allocate);
  expect(both.columns).toEqual([pairs([1, 3], [2, 5], [7, 9])]);
});

test('a table without the parts of another cannot be put under it', () => {
  const { parts: _, ...plain } = pairs([7, 9]);
  expect(() => concatTables(tableOf(pairs([1, 3])), tableOf(plain), allocate)).toThrow('no first');
});
