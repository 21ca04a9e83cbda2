import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redundantColumns } from '../../src/preprocessing/redundant-columns.js';

const asColumns = (columns: readonly Float64Array[]) =>
  columns.map((values, i) => ({ feature: { name: `x${i}`, source: `x${i}` }, values }));

test('a column that another one before it equals is left out', () => {
  const value = fc.constantFrom(0, -0, 1, Number.NaN);
  const column = fc
    .array(value, { minLength: 3, maxLength: 3 })
    .map((cells) => Float64Array.from({ length: 30 }, (_, row) => cells[row % 3] ?? 0));
  fc.assert(
    fc.property(fc.array(column, { maxLength: 12 }), (columns) => {
      const isSame = (a: Float64Array, b: Float64Array) => a.every((v, i) => Object.is(v, b[i]));
      const copies = [...columns.keys()].filter((place) =>
        columns.slice(0, place).some((other) => isSame(other, columns[place] ?? other)),
      );
      expect(redundantColumns(asColumns(columns))).toEqual(copies);
    }),
  );
});

test('of many rows all but one alike say nothing, all but two do', () => {
  const odd = (rows: readonly number[]) =>
    Float64Array.from({ length: 60 }, (_, row) => Number(rows.includes(row)));
  const columns = [odd([]), odd([0]), odd([59]), odd([0, 59]), odd([1, 2])];
  expect(redundantColumns(asColumns(columns))).toEqual([0, 1, 2]);
});
