import { expect, test } from 'vitest';
import { weightedQuantiles } from '../../../src/report/facts/weighted-quantiles.js';

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

test('rows of weight 0 and values that are no numbers are left out, and nothing has no quantile', () => {
  const values = Float64Array.of(Number.NaN, 5, 99);
  expect(weightedQuantiles(values, Float64Array.of(1, 1, 0), [0, 0.5, 1])).toEqual([5, 5, 5]);
  expect(weightedQuantiles(new Float64Array(), undefined, [0.5])).toEqual([Number.NaN]);
});
