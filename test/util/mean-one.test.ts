import { expect, test } from 'vitest';
import { meanOne, meanWeight, sumToRows } from '../../src/util/mean-one.js';

test('weights are told in units of the mean of those above 0, whatever their size', () => {
  for (const unit of [1, 1000, 2 ** -40, 5e299, 1e-310, 8e307]) {
    const own = Float64Array.of(0, unit, unit, 2 * unit);
    const told = [...(meanOne(own) ?? [])];
    for (const [row, expected] of [0, 0.75, 0.75, 1.5].entries())
      expect(told[row], `${unit}`).toBeCloseTo(expected, 6);
    expect(meanWeight(own) / unit).toBeCloseTo(4 / 3, 6);
  }
});

test('a power of two as the unit changes no bit', () => {
  const own = [0.3, 1.7, 12.1, 5];
  const doubled = own.map((weight) => weight * 2 ** 100);
  expect(meanOne(doubled)).toEqual(meanOne(own));
  expect(sumToRows(doubled)).toEqual(sumToRows(own));
});

test('equal weights are 1 exactly, and none are none', () => {
  expect(meanOne([0.1, 0.1, 0.1])).toEqual(Float64Array.of(1, 1, 1));
  expect(meanOne(undefined)).toBeUndefined();
});

test('weights that sum to the rows count rows of weight 0 among them', () => {
  expect(sumToRows([0, 1, 1, 2])).toEqual(Float64Array.of(0, 1, 1, 2));
});
