import { expect, test } from 'vitest';
import { dealUnits, smallestUnit, type UnitRows } from '../../src/folds/unit-folds.js';

function unitRows(units: readonly number[], classes: readonly number[] = []): UnitRows {
  const order = Int32Array.from(units, (_, row) => row);
  return { order, classOf: (row) => classes[row] ?? 0, units: Int32Array.from(units) };
}

const sorted = (parts: readonly (readonly number[])[]) =>
  parts.map((rows) => rows.toSorted((a, b) => a - b));

test('large units first, each to the part that has fewest rows for its share', () => {
  // 4 rows | 3 rows, then 2 to the second, then 1 to the first.
  const rows = unitRows([0, 1, 1, 3, 3, 3, 6, 6, 6, 6].map((unit) => unit));
  expect(sorted(dealUnits(rows, [0.5, 0.5]))).toEqual([
    [0, 6, 7, 8, 9],
    [1, 2, 3, 4, 5],
  ]);
});

test('a part of a smaller share has fewer rows', () => {
  const rows = unitRows(Array.from({ length: 20 }, (_, row) => row));
  expect(dealUnits(rows, [0.75, 0.25]).map(({ length }) => length)).toEqual([15, 5]);
});

test('units with most of a rare class are parted first', () => {
  // Units 0 and 1 have all of class 1, unit 2 has more rows, but few of its class.
  const units = [0, 1, 2, 2, 2, 3, 4, 5, 6, 7];
  const classes = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0];
  const [first = [], second = []] = dealUnits(unitRows(units, classes), [0.5, 0.5]);
  expect(first.includes(0)).not.toBe(first.includes(1));
  expect([first.length, second.length]).toEqual([5, 5]);
});

test('the smallest unit is the last of those with fewest rows', () => {
  expect(smallestUnit(unitRows([0, 0, 1, 2, 2, 3, 0]))).toEqual([5]);
  expect(smallestUnit(unitRows([0, 0, 1, 1, 1]))).toEqual([0, 1]);
});

test('units that each have a class to themselves are spread too', () => {
  const units = [0, 0, 2, 2, 4, 4];
  const classes = [0, 0, 1, 1, 2, 2];
  const thirds = [1 / 3, 1 / 3, 1 / 3];
  expect(sorted(dealUnits(unitRows(units, classes), thirds))).toEqual([
    [0, 1],
    [2, 3],
    [4, 5],
  ]);
  const lengths = dealUnits(unitRows(units, classes), [0.5, 0.5]).map(({ length }) => length);
  expect(lengths.toSorted()).toEqual([2, 4]);
});
