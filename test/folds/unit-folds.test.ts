import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFolds, type Fold } from '../../src/folds/folds.js';
import { rowUnits as rowUnitsInSteps } from '../../src/folds/row-units.js';
import type { Column, Table } from '../../src/table/table.js';
import { createTextColumn } from '../../src/table/text-column.js';
import { randomStream } from '../../src/util/random.js';
import { atOnce } from '../../src/util/steps.js';
import { regression, threeClasses } from '../fixtures/tasks.js';

const rowUnits = (table: Table) => atOnce(rowUnitsInSteps(table));
const options = fc.oneof(
  fc.record({ folds: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ holdout: fc.double({ min: 0.1, max: 0.5, noNaN: true }) }),
);
const rows = fc.array(
  fc.record({ code: fc.integer({ min: 0, max: threeClasses.classes - 1 }), unit: fc.nat(9) }),
  { minLength: 12, maxLength: 40 },
);

function checkApart(folds: readonly Fold[], count: number): void {
  for (const { train, validation } of folds) {
    expect(validation.length).toBeGreaterThan(0);
    expect([...train, ...validation].sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
  }
}

test('a unit never straddles training and validation', () => {
  fc.assert(
    fc.property(rows, options, fc.nat(5), (given, chosen, seed) => {
      const target = Float64Array.from(given, ({ code }) => code);
      const firstOf = new Map<number, number>();
      for (const [row, { unit }] of given.entries()) {
        if (!firstOf.has(unit)) firstOf.set(unit, row);
      }
      const units = Int32Array.from(given, ({ unit }) => firstOf.get(unit) ?? 0);
      fc.pre(firstOf.size > 6);
      const folds = createFolds(chosen, regression, { target, units }, seed);
      checkApart(folds, given.length);
      for (const { train, validation } of folds) {
        const held = new Set([...validation].map((row) => units[row]));
        expect([...train].some((row) => held.has(units[row]))).toBe(false);
      }
    }),
  );
});

test('units are dealt so that every fold has its share of rows and of each class', () => {
  const target = Float64Array.from({ length: 300 }, (_, row) => (row % 10 === 0 ? 1 : 0));
  const units = Int32Array.from(target, (_, row) => row - (row % 3));
  const folds = createFolds({ folds: 5 }, { ...threeClasses, classes: 2 }, { target, units }, 0);
  expect(folds.map(({ validation }) => validation.length)).toEqual([60, 60, 60, 60, 60]);
  const rare = folds.map(({ validation }) => [...validation].filter((row) => target[row] === 1));
  expect(rare.map(({ length }) => length)).toEqual([6, 6, 6, 6, 6]);
  const [held] = createFolds(
    { holdout: 0.2 },
    { ...threeClasses, classes: 2 },
    { target, units },
    0,
  );
  expect(held?.validation.length).toBe(60);
});

test('however much is held out, a unit stays to train on, and one to judge by', () => {
  const holdout = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 6 });
  const tasks = fc.constantFrom(regression, threeClasses, { ...threeClasses, classes: 2 });
  fc.assert(
    fc.property(sizes, holdout, tasks, fc.nat(5), (given, share, task, seed) => {
      const units = Int32Array.from(given.flatMap((size, unit) => Array(size).fill(unit)));
      const target = Float64Array.from(units, (_, row) => row % 2);
      fc.pre(units.length > 3);
      const folds = createFolds({ holdout: share }, task, { target, units }, seed);
      checkApart(folds, units.length);
      for (const { train } of folds) expect(train.length).toBeGreaterThan(0);
    }),
  );
});

test('of two equal groups, one is trained on where most rows are to be held out', () => {
  const units = Int32Array.from({ length: 200 }, (_, row) => row % 2);
  const target = Float64Array.from(units, (_, row) => row);
  const [fold] = createFolds({ holdout: 0.7 }, regression, { target, units }, 0);
  expect([fold?.train.length, fold?.validation.length]).toEqual([100, 100]);
});

test('the unit of a class with one row stays in training', () => {
  const target = Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1, 2);
  const units = Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 0);
  const folds = createFolds({ folds: 2 }, threeClasses, { target, units }, 0);
  checkApart(folds, 9);
  for (const { validation } of folds) {
    expect(validation).not.toContain(8);
    expect(validation).not.toContain(0);
  }
});

test('validation is later than training, and a moment stays together', () => {
  const time = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(fc.array(time, { minLength: 4, maxLength: 40 }), options, (given, chosen) => {
      const times = Float64Array.from(given);
      const target = new Float64Array(given.length);
      fc.pre(new Set(given).size > 4);
      const at = (row: number) => (Number.isNaN(times[row]) ? -1 : (times[row] ?? 0));
      for (const fold of createFolds(chosen, regression, { target, times }, 0)) {
        expect(fold.validation.length).toBeGreaterThan(0);
        const latest = Math.max(...[...fold.train].map(at));
        expect(Math.min(...[...fold.validation].map(at))).toBeGreaterThan(latest);
      }
    }),
  );
});

test('one moment for all rows is an error', () => {
  const rows = { target: new Float64Array(5), times: new Float64Array(5) };
  expect(() => createFolds({ folds: 2 }, regression, rows, 0)).toThrow(
    'the same time in every row',
  );
});

function numeric(values: readonly number[]): Column {
  return { kind: 'numeric', name: 'x', values: Float64Array.from(values) };
}

function coded(values: readonly number[]): Column {
  const codes = Int32Array.from(values);
  return { kind: 'coded', name: 'c', codes, levels: 1 + Math.max(...values) };
}

function tableWith(columns: readonly Column[]): Table {
  const [first] = columns;
  const rows = first && 'values' in first ? first.values.length : (first?.codes.length ?? 0);
  return { kind: 'table', rows, columns, target: undefined };
}

function tableOf(values: readonly number[], groups?: readonly number[]): Table {
  return { ...tableWith([numeric(values)]), ...(groups && { groups: Int32Array.from(groups) }) };
}

test('rows with the same features are a unit, and so are rows of a group', () => {
  expect(rowUnits(tableOf([1, 2, 3])).units).toBeUndefined();
  const two = [numeric([1, Number.NaN, 1, Number.NaN, 0]), numeric([5, 3, 5, 3, 2])];
  expect(rowUnits(tableWith(two)).units).toEqual(Int32Array.of(0, 1, 0, 1, 4));
  expect(rowUnits(tableOf([1, 2, 3, 4, 5], [7, -1, 8, 7, -1])).units).toEqual(
    Int32Array.of(0, 1, 2, 0, 4),
  );
  const copies = [numeric([1, 2, 3, 2, 5]), numeric([9, 8, 7, 8, 5])];
  const groups = Int32Array.of(7, 7, 8, 8, 9);
  expect(rowUnits({ ...tableWith(copies), groups }).units).toEqual(Int32Array.of(0, 0, 0, 0, 4));
});

test('0 and −0 are one value of a copy, and gaps are alike', () => {
  const copies = [numeric([0.5, 0, 7, -0, 5]), numeric([Number.NaN, 8, 3, 8, 5])];
  expect(rowUnits(tableWith(copies)).units).toEqual(Int32Array.of(0, 1, 2, 1, 4));
});

test('where a row is a tenth of the table, its repetitions are no copies', () => {
  const { units, note } = rowUnits(tableOf(Array.from({ length: 100 }, (_, row) => row % 4)));
  expect(units).toBeUndefined();
  expect(note).toContain('25 rows have the same features');
});

const random = randomStream(2);
const drawn = (count: number, next: () => number) => Array.from({ length: count }, next);
const level = (levels: number) => () => random.integer(levels);
/** Three rows in ten repeat an earlier one. */
const sources = Array.from({ length: 1000 }, (_, row) => (row > 700 ? random.integer(700) : row));
const copied = (values: readonly number[]) => sources.map((row) => values[row] ?? 0);
const rounded = () => Math.round(random.normal() * 40);

test.each<readonly [string, () => readonly Column[]]>([
  ['one column of 400 levels', () => [coded(drawn(8000, level(400)))]],
  [
    'one column of 400 levels and one that follows from it',
    () => {
      const own = drawn(8000, level(400));
      return [coded(own), coded(own.map((value) => value % 7))];
    },
  ],
  ['one number of few digits', () => [numeric(drawn(1000, rounded))]],
  ['three columns of few levels', () => [12, 9, 15].map((most) => coded(drawn(3000, level(most))))],
  [
    'columns of few levels that hang together',
    () => {
      const own = drawn(3000, level(40));
      const near = (most: number) =>
        own.map((value) => Math.floor(value / 2) + random.integer(most));
      return [coded(own), coded(near(6)), coded(near(9)), numeric(near(12))];
    },
  ],
])('%s: the same features are no sign of a copy', (_name, columns) => {
  const { units, note } = rowUnits(tableWith(columns()));
  expect(units).toBeUndefined();
  expect(note).toContain('as few values agree by chance');
});

test.each<readonly [string, () => readonly Column[]]>([
  ['numbers', () => [1, 2].map(() => numeric(copied(drawn(1000, () => random.normal()))))],
  [
    'numbers of few digits',
    () => Array.from({ length: 6 }, () => numeric(copied(drawn(1000, rounded)))),
  ],
  [
    'a number and levels',
    () => [
      numeric(copied(drawn(1000, () => random.normal()))),
      ...[3, 5].map((most) => coded(copied(drawn(1000, level(most))))),
    ],
  ],
  [
    'texts',
    () => {
      const texts = drawn(1000, () => random.normal()).map(String);
      return [
        createTextColumn('t', Int32Array.from(sources), texts, (bytes) => new ArrayBuffer(bytes)),
      ];
    },
  ],
])('rows that repeat others in %s are copies', (_name, columns) => {
  const { units, note } = rowUnits(tableWith(columns()));
  expect(units).toEqual(Int32Array.from(sources));
  expect(note).toBeUndefined();
});

test('a group may be larger than a call has arguments', () => {
  const count = 300_000;
  const units = Int32Array.from({ length: count }, (_, row) => (row % 3 === 0 ? row : 1));
  const target = Float64Array.from({ length: count }, (_, row) => row);
  const folds = createFolds({ folds: 2 }, regression, { target, units }, 0);
  expect(folds.reduce((sum, { validation }) => sum + validation.length, 0)).toBe(count);
});
