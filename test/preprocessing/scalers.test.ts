import { expect, test } from 'vitest';
import { scaleMinMax } from '../../src/preprocessing/scale-min-max.js';
import { scaleQuantile } from '../../src/preprocessing/scale-quantile.js';
import { scaleRobust } from '../../src/preprocessing/scale-robust.js';
import { scaleYeoJohnson } from '../../src/preprocessing/scale-yeo-johnson.js';
import { applyScaler, fitScaler, SCALINGS } from '../../src/preprocessing/scalers.js';
import { filledNumbers, transformerContract } from '../contracts/transformer.js';

transformerContract(scaleRobust, filledNumbers);
transformerContract(scaleMinMax, filledNumbers);
transformerContract(scaleQuantile, filledNumbers, [{ quantiles: 200 }, { quantiles: 5 }]);
transformerContract(scaleYeoJohnson, filledNumbers);

const rounded = (x: Float64Array) => [...x].map((value) => Number(value.toFixed(4)) + 0);

test('robust: the median is 0, quartiles are one apart, far values bend towards 3', () => {
  const { fitted } = scaleRobust.fit({}, Float64Array.of(1, 2, 3, 4, 5));
  expect(fitted).toMatchObject({ median: 3, spread: 2 });
  const later = scaleRobust.transform(fitted, Float64Array.of(3, 5, 3 + 2 * 3, 1e12, -1e12));
  expect(rounded(later)).toEqual([0, 0.9487, 2.1213, 3, -3]);
  expect(scaleRobust.fit({}, Float64Array.of(0, 0, 0, 0, 0, 8)).fitted.spread).toBe(4);
});

test('min-max: 0 to 1 in training, cut off one range away', () => {
  const { fitted, transformed } = scaleMinMax.fit({}, Float64Array.of(10, 20, 15));
  expect(transformed).toEqual(Float64Array.of(0, 1, 0.5));
  expect(scaleMinMax.transform(fitted, Float64Array.of(1e9, -1e9))).toEqual(Float64Array.of(2, -1));
});

test('quantile: ranks become a normal distribution, ties their middle rank', () => {
  const x = Float64Array.from({ length: 1001 }, (_, i) => Math.exp(i / 100));
  const { fitted, transformed } = scaleQuantile.fit({ quantiles: 1001 }, x);
  expect(transformed[500]).toBeCloseTo(0, 6);
  expect(transformed[975]).toBeCloseTo(1.959964, 4);
  expect(transformed[25]).toBeCloseTo(-1.959964, 4);
  expect(transformed[1]).toBeCloseTo(-3.090232, 4);
  expect(scaleQuantile.transform(fitted, Float64Array.of(1e9))[0]).toBeCloseTo(3.090232, 4);
  const ties = scaleQuantile.fit({ quantiles: 101 }, Float64Array.of(0, 0, 0, 0, 1));
  expect(ties.transformed[0]).toBeLessThan(0);
  expect(ties.transformed[0]).toBeGreaterThan(-1);
});

test('Yeo-Johnson: skewed numbers are hardly skewed any more', () => {
  const x = Float64Array.from({ length: 40 }, (_, i) => Math.exp(i / 8));
  const { fitted, transformed } = scaleYeoJohnson.fit({}, x);
  const skew = transformed.reduce((sum, z) => sum + z ** 3 / 40, 0);
  const before = scaleMinMax.fit({}, x).transformed;
  expect(fitted.lambda).toBeLessThan(0.5);
  expect(Math.abs(skew)).toBeLessThan(0.5);
  expect(before.filter((value) => value < 0.5).length).toBeGreaterThan(30);
});

test.each(SCALINGS)('%s keeps the order of numbers and stays finite', (scaling) => {
  const x = Float64Array.of(-5, 0, 0.5, 3, 1000);
  const { fitted, transformed } = fitScaler(scaling, x);
  for (let i = 1; i < x.length; i++) {
    expect(transformed[i]).toBeGreaterThanOrEqual(transformed[i - 1] ?? 0);
  }
  const far = applyScaler(fitted, Float64Array.of(1e300, -1e300));
  expect(far.every(Number.isFinite)).toBe(true);
  expect(far[0]).toBeGreaterThan(far[1] ?? 0);
});

test.each(SCALINGS)(
  '%s tells numbers apart that are near the greatest of both signs',
  (scaling) => {
    const x = Float64Array.from(
      { length: 100 },
      (_, i) => (i < 60 ? -1.5e308 : 1.7e308) * (1 - i / 1e3),
    );
    const { fitted, transformed } = fitScaler(scaling, x);
    expect(transformed.every((value) => Math.abs(value) < 5)).toBe(true);
    const between = applyScaler(fitted, Float64Array.of(-1.3e308, -9e307, 0, 9e307, 1.4e308));
    for (let i = 1; i < between.length; i++) {
      expect(between[i]).toBeGreaterThan((between[i - 1] ?? 0) + 1e-3);
    }
  },
);

test('numbers beyond those of training are cut off as before, however large', () => {
  const x = Float64Array.of(1, 2, 3, 4, 5);
  const far = Float64Array.of(-Number.MAX_VALUE, Number.MAX_VALUE);
  expect(applyScaler(fitScaler('min-max', x).fitted, far)).toEqual(Float64Array.of(-1, 2));
  const { low, high } = fitScaler('standard', x).fitted as { low: number; high: number };
  expect(applyScaler(fitScaler('standard', x).fitted, far)).toEqual(Float64Array.of(low, high));
});

test('quantile: between two numbers that are farther apart than a number can be', () => {
  const { fitted } = scaleQuantile.fit({ quantiles: 2 }, Float64Array.of(-1.5e308, 1.5e308));
  const [low, middle, high] = scaleQuantile.transform(
    fitted,
    Float64Array.of(-1.4e308, 0, 1.4e308),
  );
  expect(middle).toBe(0);
  expect(high).toBeCloseTo(3.090232 * (14 / 15), 4);
  expect(low).toBe(-(high ?? 0));
});
