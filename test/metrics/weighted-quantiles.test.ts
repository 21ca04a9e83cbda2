import { expect, test } from 'vitest';
import { medianAbsoluteError } from '../../src/metrics/median-absolute-error.js';
import { weightedQuantiles } from '../../src/metrics/weighted-quantiles.js';
import { regression } from '../fixtures/tasks.js';

test('without weights they lie between neighbours, and at the ends', () => {
  const values = Float64Array.of(4, 1, 3, 2);
  expect(weightedQuantiles(values, undefined, [0, 0.5, 1])).toEqual([1, 2.5, 4]);
});

test('a heavy row counts as often as it weighs', () => {
  // 1 for nine tenths of the weight: the median is 1, half of the rows lie above.
  const values = Float64Array.of(1, 10, 10);
  const [half = 0, most = 0] = weightedQuantiles(values, Float64Array.of(18, 1, 1), [0.4, 0.99]);
  expect(half).toBe(1);
  expect(most).toBe(10);
});

test('a row of weight 3 is as three rows, and the median is that of median_absolute_error', () => {
  const [errors, weights] = [Float64Array.of(1, 10), Float64Array.of(3, 1)];
  const shares = [0, 0.25, 0.5, 0.75, 0.8, 1];
  const quantiles = weightedQuantiles(errors, weights, shares);
  expect(quantiles).toEqual([1, 1, 1, 5.5, 10, 10]);
  expect(weightedQuantiles(Float64Array.of(1, 1, 1, 10), undefined, shares)).toEqual(quantiles);
  const truth = new Float64Array(2);
  expect(medianAbsoluteError.score(truth, errors, regression, weights)).toBe(quantiles[2]);
});

test('weights in another unit change nothing, though their sums are rounded', () => {
  const values = Float64Array.of(1, 2, 3, 4, 5, 6);
  const weights = new Float64Array(6).fill(0.1);
  expect(weightedQuantiles(values, weights, [0.5])).toEqual([3.5]);
});

test('rows of weight 0 and values that are no numbers are left out, and nothing has no quantile', () => {
  const values = Float64Array.of(Number.NaN, 5, 99);
  expect(weightedQuantiles(values, Float64Array.of(1, 1, 0), [0, 0.5, 1])).toEqual([5, 5, 5]);
  expect(weightedQuantiles(new Float64Array(), undefined, [0.5])).toEqual([Number.NaN]);
});
