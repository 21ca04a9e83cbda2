import { expect, test } from 'vitest';
import { cellValue } from '../../src/explain/cell-value.js';
import { gridRows } from '../../src/explain/grid.js';
import { interactionStrength } from '../../src/explain/interaction-strength.js';
import { nearestRows } from '../../src/explain/nearest-rows.js';
import { createWatch } from '../../src/explain/watch.js';
import type { Parser } from '../../src/schema/schema.js';
import { concatTables } from '../../src/table/concat-tables.js';
import { createImageColumn } from '../../src/table/image-column.js';
import { createListColumn } from '../../src/table/list-column.js';
import {
  type CodedColumn,
  type Column,
  type ListColumn,
  type NumericColumn,
  type Table,
  UNSEEN,
} from '../../src/table/table.js';
import { createTextColumn } from '../../src/table/text-column.js';
import { randomStream } from '../../src/util/random.js';
import { gameOfRows } from '../fixtures/games.js';

const memory = (bytes: number) => new ArrayBuffer(bytes);
const numeric = (...values: number[]): NumericColumn => ({
  kind: 'numeric',
  name: 'n',
  values: Float64Array.from(values),
});
const coded = (...codes: number[]): CodedColumn => ({
  kind: 'coded',
  name: 'c',
  codes: Int32Array.from(codes),
  levels: 3,
});
const lists = (...codes: number[]): ListColumn =>
  createListColumn('l', Int32Array.from(codes), [[0, 1], [1, 2, 3], []], 4, memory);

test('grids hold few values as they are, quantiles of many, and a gap last', () => {
  expect([...gridRows(numeric(3, 1, Number.NaN, 3, 2), 5)]).toEqual([1, 4, 0, 2]);
  const many = numeric(...Array.from({ length: 401 }, (_, i) => 400 - i));
  const values = [...gridRows(many, 5)].map((row) => many.values[row]);
  expect(values).toEqual([10, 105, 200, 295, 390]);
  // Most rows are one value: it stands once.
  const flat = numeric(...Array.from({ length: 100 }, (_, i) => Math.max(0, i - 90)));
  const steps = [...gridRows(flat, 5)].map((row) => flat.values[row]);
  expect(steps).toEqual([0, 7]);
});

test('grids hold the commonest levels in their order, and texts and lists that stand more than once', () => {
  expect([...gridRows(coded(2, 0, 2, 1, -1, 1, 2), 2)]).toEqual([3, 0, 4]);
  // A level that training lacks is no gap.
  expect([...gridRows(coded(2, UNSEEN, 0, -1), 5)]).toEqual([2, 0, 3]);
  expect([...gridRows(coded(2, UNSEEN, 0), 5)]).toEqual([2, 0]);
  const texts = createTextColumn('t', Int32Array.of(1, 0, 1, 2), ['a', 'b', 'c'], memory);
  expect([...gridRows(texts, 5)]).toEqual([0]);
  expect([...gridRows(lists(0, 1, 1), 5)]).toEqual([1]);
  expect([...gridRows(numeric(Number.NaN), 5)]).toEqual([0]);
});

test("Friedman's H² is 0 for a sum, 1 for a product of centred columns, and what is between by hand", async () => {
  const corners = [
    [-1, -1],
    [-1, 1],
    [1, -1],
    [1, 1],
  ];
  const strength = async (answer: (a: number, b: number) => number[]) => {
    const game = gameOfRows(corners, [], ([a = 0, b = 0]) => answer(a, b));
    return [...(await interactionStrength(game, 0, 1, createWatch()))];
  };
  expect((await strength((a, b) => [a + 3 * b]))[0]).toBeCloseTo(0, 12);
  expect(await strength((a, b) => [a * b, 7])).toEqual([1, 0]);
  // Of a + ab at the corners the sum is half of the variance.
  expect((await strength((a, b) => [a + a * b]))[0]).toBeCloseTo(0.5, 12);
});

test("Friedman's H² of columns that do nothing is 0, whatever rounding makes of them", async () => {
  const random = randomStream('noise');
  const rows = Array.from({ length: 50 }, () => [
    random.normal(),
    random.normal(),
    random.normal(),
  ]);
  const strength = async (answer: (row: readonly number[]) => number) => {
    const game = gameOfRows(rows.slice(0, 40), rows.slice(40), (row) => [answer(row)]);
    return (await interactionStrength(game, 0, 1, createWatch()))[0];
  };
  for (const constant of [0.1, 1 / 3, 0.53, 1.7e9 + 0.1]) {
    expect(await strength(() => constant)).toBe(0);
    expect(await strength(([, , c = 0]) => constant + c)).toBe(0);
    expect(await strength(([a = 0, b = 0, c = 0]) => constant + c + 1e-8 * a * b)).toBe(0);
  }
  expect(await strength(([a = 0, b = 0]) => 1e-13 * a * b)).toBeGreaterThan(0.5);
});

test("Gower's distance is the mean over columns of numbers by their range, levels, and shared items", () => {
  const columns: Column[] = [
    numeric(0, 0, 5, 10, Number.NaN),
    coded(1, 1, 1, 2, -1),
    lists(0, 0, 1, 2, 0),
  ];
  const near = nearestRows({ columns, rows: 5 }, 0, 1, 4);
  // The range of 0, 5 and 10 between their 5 % and 95 % quantiles is 9.
  const half = (5 / 9 + 0 + 3 / 4) / 3;
  expect(near.map(({ row }) => row)).toEqual([0, 1, 3, 2]);
  for (const [i, distance] of [0, half, 2 / 3, 1].entries()) {
    expect(near[i]?.distance).toBeCloseTo(distance, 12);
  }
  expect(nearestRows({ columns, rows: 5 }, 0, 1, 1)).toHaveLength(1);
});

test('gaps are as far as can be from values and no way from each other', () => {
  const columns: Column[] = [numeric(Number.NaN, Number.NaN, 3, 4), coded(-1, -1, 0, -1)];
  expect(nearestRows({ columns, rows: 4 }, 0, 1, 3)).toEqual([
    { row: 0, distance: 0 },
    { row: 2, distance: 0.5 },
    { row: 1, distance: 1 },
  ]);
});

test('texts of two tables are the same where they are written alike, and lists where their items are', () => {
  const tableOf = (texts: readonly string[], items: number[], codes: readonly number[]): Table => ({
    kind: 'table',
    rows: codes.length,
    columns: [
      createTextColumn('t', Int32Array.from(codes), texts, memory),
      createListColumn(
        'l',
        Int32Array.from(codes, () => 0),
        [items],
        3,
        memory,
      ),
    ],
    target: undefined,
  });
  const known = tableOf(['a', 'größer', 'größe'], [1, 2], [0, 1, 2, -1]);
  const asked = tableOf(['größer'], [2, 1], [0]);
  const { columns, rows } = concatTables(asked, known, memory);
  expect(nearestRows({ columns, rows }, 0, 1, 4)).toEqual([
    { row: 1, distance: 0 },
    { row: 0, distance: 0.5 },
    { row: 2, distance: 0.5 },
    { row: 3, distance: 0.5 },
  ]);
});

test('cells are told in the words of their column', () => {
  const told = (parser: Parser | null, column: Column, row = 0) =>
    cellValue({ parser }, column, row);
  expect(told(null, numeric(2.5, Number.NaN))).toBe(2.5);
  expect(told(null, numeric(2.5, Number.NaN), 1)).toBe(null);
  const yes: Parser = { kind: 'boolean', yes: 'ja', no: 'nein' };
  expect([told(yes, numeric(1)), told(yes, numeric(0))]).toEqual(['ja', 'nein']);
  const levels: Parser = { kind: 'categorical', levels: ['a', 'b', 'c'] };
  expect([told(levels, coded(2)), told(levels, coded(-2))]).toEqual(['c', null]);
  const items: Parser = { kind: 'list', separator: ',', items: ['w', 'x', 'y', 'z'] };
  expect(told(items, lists(1))).toEqual(['x', 'y', 'z']);
  const text = createTextColumn('t', Int32Array.of(1, -1), ['a', 'größer'], memory);
  expect([told(null, text), told(null, text, 1)]).toEqual(['größer', null]);
  const date = (moment: number, order: 'year-first' | 'time') =>
    told(
      { kind: 'datetime', order },
      { kind: 'datetime', name: 'd', values: Float64Array.of(moment) },
    );
  expect(date(Date.UTC(2024, 1, 29), 'year-first')).toBe('2024-02-29');
  expect(date(Date.UTC(2024, 1, 29, 7, 5), 'year-first')).toBe('2024-02-29T07:05:00Z');
  expect(date(3_600_000, 'time')).toBe('01:00:00');
  expect(date(1e300, 'year-first')).toBe(null);
});

test('pictures are as far as their pixels differ on average, and told by their size', () => {
  const pictures = {
    side: 1,
    pixels: Uint8Array.of(0, 0, 0, 51, 51, 51, 255, 255, 255),
    sizes: Float64Array.of(8, 4, 70, 9, 9, 70, 9, 9, 70),
  };
  const codes = Int32Array.of(0, 0, 1, 2, -1);
  const column = createImageColumn('photo', codes, [[0], [1, 0], [2]], pictures, memory);
  const near = nearestRows({ columns: [column], rows: 5 }, 0, 1, 4);
  expect(near).toEqual([
    { row: 0, distance: 0 },
    { row: 1, distance: 0.2 },
    { row: 2, distance: 1 },
    { row: 3, distance: 1 },
  ]);
  const parser: Parser = { kind: 'image', side: 1 };
  expect([0, 2, 4].map((row) => cellValue({ parser }, column, row))).toEqual([
    '8 × 4 pixels',
    '9 × 9 pixels and 1 more',
    null,
  ]);
});
