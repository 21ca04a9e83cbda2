import { expect, test } from 'vitest';
import { imputeCategory } from '../../src/preprocessing/impute-category.js';
import { imputeNumber } from '../../src/preprocessing/impute-number.js';
import { missingIndicator } from '../../src/preprocessing/missing-indicator.js';
import { oneHot, oneHotSlots } from '../../src/preprocessing/one-hot.js';
import { scaleStandard } from '../../src/preprocessing/scale-standard.js';
import { codes, filledNumbers, numbers, transformerContract } from '../contracts/transformer.js';

transformerContract(imputeNumber, numbers, [
  { strategy: 'median', constant: 0 },
  { strategy: 'most-frequent', constant: 0 },
  { strategy: 'constant', constant: 7 },
]);
transformerContract(missingIndicator, numbers);
transformerContract(scaleStandard, filledNumbers);
transformerContract(imputeCategory, codes, [
  { strategy: 'constant' },
  { strategy: 'most-frequent' },
]);
transformerContract(oneHot, codes, [
  { minRows: 2, maxLevels: 100 },
  { minRows: 1, maxLevels: 3 },
]);

const gaps = Float64Array.of(1, Number.NaN, 2, 9, 2);

test('missing numbers become the median, the commonest value, or a constant', () => {
  const fill = (strategy: 'median' | 'most-frequent' | 'constant', x = gaps) =>
    imputeNumber.fit({ strategy, constant: -1 }, x).fitted.value;
  expect([fill('median'), fill('most-frequent'), fill('constant')]).toEqual([2, 2, -1]);
  expect(fill('median', Float64Array.of(Number.NaN))).toBe(-1);
});

test('the indicator says where numbers were missing, and is absent without gaps in training', () => {
  const { fitted, transformed } = missingIndicator.fit({}, gaps);
  expect(transformed).toEqual(Float64Array.of(0, 1, 0, 0, 0));
  const whole = missingIndicator.fit({}, Float64Array.of(1, 2)).fitted;
  expect(missingIndicator.transform(whole, gaps)).toBeUndefined();
  expect(missingIndicator.transform(fitted, Float64Array.of(3))).toEqual(Float64Array.of(0));
});

test('scaled training rows have mean 0 and deviation 1; a constant column becomes 0', () => {
  const { transformed } = scaleStandard.fit({}, Float64Array.of(1, 2, 3, 6));
  const mean = transformed.reduce((sum, value) => sum + value / 4, 0);
  const variance = transformed.reduce((sum, value) => sum + value ** 2 / 4, 0);
  expect([mean, variance].map((value) => Number(value.toFixed(12)))).toEqual([0, 1]);
  expect(scaleStandard.fit({}, Float64Array.of(5, 5)).transformed).toEqual(Float64Array.of(0, 0));
});

test('of equally common values the smallest fills the gaps', () => {
  const x = Float64Array.of(7, 3, 3, 7, Number.NaN);
  expect(imputeNumber.fit({ strategy: 'most-frequent', constant: 0 }, x).fitted.value).toBe(3);
});

test('a spread that is only rounding is none', () => {
  const { fitted } = scaleStandard.fit({}, Float64Array.of(1e6, 1e6 + 2e-10));
  expect(fitted.deviation).toBe(1);
});

test('missing codes become the commonest, or stay a level of their own', () => {
  const x = Int32Array.of(2, -1, 0, 2, -2);
  expect(imputeCategory.fit({ strategy: 'most-frequent' }, x).transformed).toEqual(
    Int32Array.of(2, 2, 0, 2, -2),
  );
  expect(imputeCategory.fit({ strategy: 'constant' }, x).transformed).toEqual(x);
});

test('one-hot has slots for rare and unseen levels, for each common one, and for missing cells', () => {
  const { fitted, transformed } = oneHot.fit(
    { minRows: 2, maxLevels: 10 },
    Int32Array.of(3, 3, 1, -1, 5, 5),
  );
  expect(fitted.levels).toEqual([3, 5]);
  expect(oneHotSlots(fitted)).toBe(4);
  expect(transformed).toEqual(Int32Array.of(1, 1, 0, 3, 2, 2));
  expect(oneHot.transform(fitted, Int32Array.of(-2, 99, 5))).toEqual(Int32Array.of(0, 0, 2));
});

test('only the commonest levels get a slot, the smaller code first among equals', () => {
  const { fitted } = oneHot.fit({ minRows: 1, maxLevels: 2 }, Int32Array.of(4, 2, 2, 9, 7));
  expect(fitted.levels).toEqual([2, 4]);
});

test('missing cells that training did not have go with the rare ones', () => {
  const { fitted } = oneHot.fit({ minRows: 1, maxLevels: 9 }, Int32Array.of(0, 1));
  expect(oneHot.transform(fitted, Int32Array.of(-1, 1))).toEqual(Int32Array.of(0, 2));
});

test('rows far beyond the training rows are cut off a little beyond them', () => {
  const { fitted, transformed } = scaleStandard.fit({}, Float64Array.of(0, 1, 2, 3, 4));
  const far = scaleStandard.transform(fitted, Float64Array.of(1e9, -1e9, 5));
  expect(far[0]).toBeCloseTo((transformed[4] ?? NaN) + 3, 12);
  expect(far[1]).toBeCloseTo((transformed[0] ?? NaN) - 3, 12);
  expect(far[2]).toBeCloseTo(3 / Math.sqrt(2), 12);
});
