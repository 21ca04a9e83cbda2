import { expect, test } from 'vitest';
import { stratifiedSample } from '../../src/folds/stratified-sample.js';
import { randomStream } from '../../src/util/random.js';

const classes = { kind: 'multiclass', classes: 3 } as const;
const numbers = { kind: 'regression', classes: 0 } as const;

/** 8,000 rows of class 0, 1,960 of 1 and 40 of 2, in no order. */
const labels = Int32Array.from({ length: 10_000 }, (_, row) => {
  const place = (row * 7919) % 10_000;
  return place < 8000 ? 0 : place < 9960 ? 1 : 2;
});
const countOf = (rows: Int32Array, code: number) =>
  rows.filter((row) => labels[row] === code).length;

test('each class keeps its share of what a rare one leaves, of which all is kept', () => {
  const rows = stratifiedSample(classes, labels, 2000, 0);
  expect([0, 1, 2].map((code) => countOf(rows, code))).toEqual([1574, 385, 40]);
  expect(rows).toEqual(rows.slice().sort());
  expect(new Set(rows).size).toBe(rows.length);
});

test('of numbers each part of their range keeps its share, tails as well', () => {
  const random = randomStream('sample');
  const values = Float64Array.from({ length: 64_000 }, () => random.normal() ** 3);
  const rows = stratifiedSample(numbers, values, 6400, 0);
  expect(rows.length).toBe(6400);
  const sorted = values.slice().sort();
  const share = (from: number, to: number) =>
    rows.filter((row) => (values[row] ?? 0) >= from && (values[row] ?? 0) < to).length /
    rows.length;
  expect(share(sorted[63_000] ?? 0, Number.POSITIVE_INFINITY)).toBeCloseTo(1 / 64, 3);
  expect(share(Number.NEGATIVE_INFINITY, sorted[32_000] ?? 0)).toBeCloseTo(0.5, 3);
});

test('of numbers a rare end is drawn as often as the rest', () => {
  // Twenty refunds far from all others, in a column of which most are 0.
  const values = Float64Array.from({ length: 20_000 }, (_, row) =>
    row % 1000 === 0 ? -5500 : Math.max(0, (row % 100) - 60),
  );
  const refundsOf = (rows: number, seed: number) =>
    stratifiedSample(numbers, values, rows, seed).filter((row) => row % 1000 === 0).length;
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);
  expect(new Set(seeds.map((seed) => refundsOf(1000, seed)))).toEqual(new Set([1]));
  // A quarter of one, so that one is drawn by a quarter of the seeds.
  const drawn = seeds.reduce((sum, seed) => sum + refundsOf(250, seed), 0);
  expect(drawn).toBeGreaterThan(4);
  expect(drawn).toBeLessThan(17);
  expect(stratifiedSample(numbers, values, 250, 3)).toHaveLength(250);
});

test('very many classes are no more rows together than were asked for, and each is there', () => {
  const many = Int32Array.from({ length: 100_000 }, (_, row) => (row < 50_000 ? 0 : row % 1000));
  const rows = stratifiedSample({ kind: 'multiclass', classes: 1000 }, many, 10_000, 0);
  expect(rows.length).toBeLessThanOrEqual(10_000);
  expect(rows.length).toBeGreaterThan(9000);
  expect(new Set(rows.map((row) => many[row] ?? 0)).size).toBe(1000);
});

test('the room that rare classes take makes others rare, which are no more rows together than were asked for', () => {
  // Of 1,000 rows 100: ten classes of two, twelve whose share is 2.1 before the others have theirs, and the rest.
  const sizes = [...Array(10).fill(2), ...Array(12).fill(21), 728] as readonly number[];
  const all = Int32Array.from(sizes.flatMap((size, code) => Array<number>(size).fill(code)));
  const rows = stratifiedSample({ kind: 'multiclass', classes: 23 }, all, 100, 0);
  expect(rows.length).toBeLessThanOrEqual(100);
  const drawn = sizes.map((_, code) => rows.filter((row) => all[row] === code).length);
  expect(drawn.slice(0, 22)).toEqual(Array(22).fill(2));
  expect(drawn[22]).toBeGreaterThan(50);
});

test('the same seed draws the same rows, another one others', () => {
  const draw = (seed: number) => stratifiedSample(classes, labels, 500, seed);
  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
});
