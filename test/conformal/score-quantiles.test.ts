import { expect, test } from 'vitest';
import {
  checkedQuantiles,
  leastRows,
  quantileFor,
  scoreQuantiles,
} from '../../src/conformal/score-quantiles.js';
import { permutation, randomStream } from '../../src/util/random.js';

const numbers = (count: number) => Float64Array.from({ length: count }, (_, i) => i + 1);

test.each([
  [9, 0.9, 9],
  [19, 0.9, 18],
  [99, 0.9, 90],
  [100, 0.9, 91],
  [99, 0.95, 95],
  [10, 0.5, 6],
])(
  'of %d scores, %d of other rows are covered by the ⌈(n + 1) · coverage⌉-th',
  (rows, coverage, place) => {
    const order = permutation(randomStream(0, 'order'), rows);
    const scores = numbers(rows);
    const shuffled = Float64Array.from(order, (own) => scores[own] ?? 0);
    expect(quantileFor(scoreQuantiles(shuffled, undefined, rows), coverage)).toBe(place);
  },
);

test('too few scores say nothing: the answer is infinite', () => {
  expect(leastRows(0.9)).toBe(9);
  expect(leastRows(0.95)).toBe(19);
  expect(leastRows(0.99)).toBe(99);
  expect(leastRows(0.5)).toBe(1);
  for (const coverage of [0.5, 0.8, 0.9, 0.95, 0.99]) {
    const least = leastRows(coverage);
    const at = (rows: number) =>
      quantileFor(scoreQuantiles(numbers(rows), undefined, rows), coverage);
    expect(at(least)).toBe(least);
    expect(at(least - 1)).toBe(Number.POSITIVE_INFINITY);
  }
});

test('rows count by their weights, and those of weight 0 not at all', () => {
  const scores = Float64Array.of(1, 2, 3, 100);
  const weights = Float64Array.of(6, 3, 1, 0);
  const quantiles = scoreQuantiles(scores, weights, 1000);
  expect([...quantiles.scores]).toEqual([1, 2, 3]);
  expect([...quantiles.shares]).toEqual([0.6, 0.9, 1]);
  expect(quantileFor(quantiles, 0.59)).toBe(1);
  expect(quantileFor(quantiles, 0.6)).toBe(2);
  expect(quantileFor(quantiles, 0.95)).toBe(3);
});

test('of many scores some are kept, and cover no less', () => {
  const scores = numbers(25_000);
  const quantiles = scoreQuantiles(scores, undefined, scores.length);
  expect(quantiles.scores.length).toBeLessThanOrEqual(2001);
  for (const coverage of [0.1234, 0.5, 0.9, 0.95, 0.9991]) {
    const exact = Math.ceil(25_001 * coverage - 1e-9);
    const own = quantileFor(quantiles, coverage);
    expect(own).toBeGreaterThanOrEqual(exact);
    expect(own).toBeLessThan(exact + 25_000 / 1990);
  }
});

test('what is damaged is refused', () => {
  const whole = scoreQuantiles(numbers(20), undefined, 20);
  expect(checkedQuantiles(whole)).toEqual(whole);
  for (const broken of [
    { ...whole, scores: whole.scores.slice(1) },
    { ...whole, scores: whole.scores.toReversed() },
    { ...whole, shares: whole.shares.map((share) => share * 2) },
    { ...whole, rows: undefined },
    undefined,
  ])
    expect(() => checkedQuantiles(broken)).toThrow('damaged');
});
