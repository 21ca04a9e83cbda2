import { expect, test } from 'vitest';
import { rowUnits } from '../../src/folds/row-units.js';
import type { Column, Table } from '../../src/table/table.js';
import { atOnce } from '../../src/util/steps.js';

/** Rows of these kinds: two columns that say the same, so that chance explains nothing. */
function unitsOf(kinds: readonly number[], groups?: readonly number[]) {
  const columns = [1, 3].map(
    (factor): Column => ({
      kind: 'numeric',
      name: `x${factor}`,
      values: Float64Array.from(kinds, (kind) => factor * kind),
    }),
  );
  const table: Table = { kind: 'table', rows: kinds.length, columns, target: undefined };
  return atOnce(rowUnits(groups ? { ...table, groups: Int32Array.from(groups) } : table));
}

/** The first rows are alike, each of the others is of its own kind. */
const alike = (rows: number, count: number) =>
  Array.from({ length: rows }, (_, row) => Math.max(row, count - 1));

test.each([
  [200, 20],
  [50, 10],
])('of %i rows, up to %i may be copies of each other, and one more is none', (rows, most) => {
  const { units, note } = unitsOf(alike(rows, most));
  expect(units?.subarray(0, most + 1)).toEqual(
    Int32Array.from({ length: most + 1 }, (_, row) => (row < most ? 0 : row)),
  );
  expect(note).toBeUndefined();
  const more = unitsOf(alike(rows, most + 1));
  expect(more.units).toBeUndefined();
  expect(more.note).toContain(`${most + 1} rows have the same features`);
});

test('five rows of each kind are a small world, and told of', () => {
  const { units, note } = unitsOf(Array.from({ length: 100 }, (_, row) => row % 20));
  expect(units).toBeUndefined();
  expect(note).toContain('100 rows have the features of another one');
  expect(unitsOf(Array.from({ length: 99 }, (_, row) => row % 20)).units).toBeDefined();
});

test('chance that few rows are met by is not told of', () => {
  // In one column alone, any two values that agree do so by chance.
  const noteOf = (count: number) => {
    const values = Float64Array.from(
      { length: 1000 },
      (_, row) => Math.floor(row / (row < count ? 2 : 1)) + (row < count ? 2000 : 0),
    );
    const columns = [{ kind: 'numeric', name: 'x', values }] as const;
    return atOnce(rowUnits({ kind: 'table', rows: 1000, columns, target: undefined }));
  };
  expect(noteOf(8)).toEqual({ units: undefined, note: undefined });
  expect(noteOf(10).note).toContain('10 rows have the features of another one');
});

test('every code of a group from 0 on is one, and links go on through copies', () => {
  expect(unitsOf([1, 2, 3, 4], [0, 0, -1, -1]).units).toEqual(Int32Array.of(0, 0, 2, 3));
  // Row 3 is of the group of row 1 and a copy of row 2, which is of the group of row 0.
  expect(unitsOf([1, 2, 3, 3, 4], [5, 6, 5, 6, -1]).units).toEqual(Int32Array.of(0, 0, 0, 0, 4));
});

test('rows without features are no copies, and those of a group stay together', () => {
  const table: Table = { kind: 'table', rows: 6, columns: [], target: undefined };
  expect(atOnce(rowUnits(table))).toEqual({ units: undefined, note: undefined });
  const grouped = { ...table, groups: Int32Array.of(0, 1, 0, 1, -1, -1) };
  expect(atOnce(rowUnits(grouped)).units).toEqual(Int32Array.of(0, 1, 0, 1, 4, 5));
});
