import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitTarget, restoreTarget } from '../../src/preprocessing/target.js';

const regression = { kind: 'regression', classes: 0 } as const;
const signal = Float64Array.from({ length: 300 }, (_, i) => Math.sin(i) + i / 300);

test('a label keeps its relative precision at every offset and span that doubles can hold', () => {
  for (const offset of [0, 1e3, -1.7e9, 1.7e12, -1e15, 1.7e15]) {
    for (const span of [1e-9, 1e-3, 1, 1e4, 1e8, 1e12]) {
      const spacing = offset === 0 ? 0 : 2 ** (Math.floor(Math.log2(Math.abs(offset))) - 52);
      if (span < 10_000 * spacing) continue;
      const y = signal.map((value) => offset + span * value);
      const { fitted, transformed } = fitTarget(regression, y);
      const restored = restoreTarget(fitted, Float64Array.from(transformed));
      const worst = restored.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - (y[i] ?? 0))),
        0,
      );
      // Standardised labels are float32.
      expect(worst, `${offset} + ${span}`).toBeLessThan(1e-6 * span + 2 * spacing);
    }
  }
});

test('standardised labels have mean 0 and deviation 1, however small their range is beside their size', () => {
  const offsets = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(offsets, fc.double({ min: 10, max: 1e6, noNaN: true }), (offset, span) => {
      const { transformed } = fitTarget(
        regression,
        signal.map((value) => offset + span * value),
      );
      const mean = transformed.reduce((sum, z) => sum + z / 300, 0);
      const square = transformed.reduce((sum, z) => sum + z ** 2 / 300, 0);
      expect(mean).toBeCloseTo(0, 4);
      expect(square).toBeCloseTo(1, 4);
    }),
    { numRuns: 50 },
  );
});

test('equal labels of a fold are standardised to 0 and restored exactly', () => {
  const { fitted, transformed } = fitTarget(regression, new Float64Array(7).fill(0.1));
  expect([...transformed]).toEqual(Array(7).fill(0));
  expect(restoreTarget(fitted, Float64Array.of(0))[0]).toBe(0.1);
});

test('predictions are cut off two deviations beyond the training labels, whatever made them', () => {
  const y = Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9);
  const { fitted } = fitTarget(regression, y);
  // Mean 5, deviation 2.
  const restored = restoreTarget(fitted, Float64Array.of(-100, -3.4, 0, 3.9, 100));
  expect([...restored]).toEqual([-2, expect.closeTo(-1.8, 10), 5, expect.closeTo(12.8, 10), 13]);
});

test('where the logarithm was learned they are cut on its scale, and never below 0', () => {
  const y = Float64Array.from({ length: 50 }, (_, i) => (i === 49 ? 1e4 : i / 10));
  const { fitted } = fitTarget(regression, y, 'log');
  expect(fitted.log).toBe(true);
  const [low = -1, high = 0] = restoreTarget(fitted, Float64Array.of(-100, 100));
  expect(low).toBe(0);
  expect((1 + high) / (1 + 1e4)).toBeCloseTo(Math.exp(2 * fitted.deviation), 8);
});

test('smearing multiplies 1 + y, and leaves nothing below 0', () => {
  const y = Float64Array.from({ length: 50 }, (_, i) => (i === 49 ? 1e4 : i / 10));
  const { fitted } = fitTarget(regression, y, 'log');
  const outputs = Float64Array.of(-1, 0, 1);
  const plain = restoreTarget(fitted, outputs);
  const more = restoreTarget({ ...fitted, smearing: 1.5 }, outputs);
  for (const [row, value] of plain.entries())
    expect(more[row]).toBeCloseTo(1.5 * (1 + value) - 1, 10);
  const less = restoreTarget({ ...fitted, smearing: 0.1 }, Float64Array.of(-100));
  expect([...less]).toEqual([0]);
});

test('probabilities are not cut', () => {
  const { fitted } = fitTarget({ kind: 'binary', classes: 2, positive: 1 }, Float64Array.of(0, 1));
  const chances = Float64Array.of(0.999, 0.001);
  expect(restoreTarget(fitted, chances)).toEqual(chances);
});

test('no prediction is beyond an end at which labels pile up', () => {
  const capped = Float64Array.from({ length: 1000 }, (_, i) =>
    Math.max(0, Math.min(5, i / 150 - 0.5)),
  );
  const { fitted } = fitTarget(regression, capped);
  expect(
    [...restoreTarget(fitted, Float64Array.of(-100, 100))].map((value) => +value.toFixed(9)),
  ).toEqual([0, 5]);
  // Ten of forty rows have 30, four have 36: fewer than five show no limit.
  const top = (most: number) => {
    const y = Float64Array.from({ length: 40 }, (_, i) => Math.min(most, i));
    return restoreTarget(fitTarget(regression, y).fitted, Float64Array.of(100))[0];
  };
  expect(top(30)).toBe(30);
  expect(top(36)).toBeGreaterThan(40);
});

test('the logarithm is tried from a skewness of 1 on, of numbers that are none below 0', () => {
  const isLog = (...y: number[]) => fitTarget(regression, Float64Array.from(y), 'log').fitted.log;
  // scipy.stats.skew: 0.626, 1.789 and, of rows that count, 1.155.
  expect(isLog(0, 0, 0, 1, 1, 2)).toBe(false);
  expect(isLog(0, 0, 0, 0, 0, 1)).toBe(true);
  expect(isLog(-1, 0, 0, 0, 0, 5)).toBe(false);
  const weights = Float64Array.of(1.5, 0.5);
  expect(fitTarget(regression, Float64Array.of(0, 1), 'log', weights).fitted.log).toBe(true);
});

test('labels of counts are over their mean, and answers its logarithm, above 0 and not far beyond them', () => {
  const counts = { kind: 'regression', classes: 0, loss: 'poisson' } as const;
  const { fitted, transformed } = fitTarget(counts, Float64Array.of(0, 2, 4, 10));
  expect([...transformed]).toEqual([0, 0.5, 1, 2.5]);
  const [same, twice, least = 0, most = 0] = restoreTarget(
    fitted,
    Float64Array.of(0, Math.log(2), -1000, 1000),
  );
  expect(same).toBeCloseTo(4, 12);
  expect(twice).toBeCloseTo(8, 12);
  // The least label above 0, in all four rows.
  expect(least).toBeCloseTo(0.5, 12);
  expect(most).toBeGreaterThan(10);
  expect(most).toBeLessThan(20);
});

test('rows of a fold whose counts are all 0 answer one in all of them', () => {
  const counts = { kind: 'regression', classes: 0, loss: 'poisson' } as const;
  const { fitted, transformed } = fitTarget(counts, new Float64Array(20));
  expect([...transformed]).toEqual(Array.from({ length: 20 }, () => 1));
  const [own = 0, least = 0] = restoreTarget(fitted, Float64Array.of(0, -1000));
  expect(own).toBeCloseTo(1 / 20, 12);
  expect(least).toBeGreaterThan(0);
});

test('quantiles of a row are sorted in the units of the label', () => {
  const task = { kind: 'quantile', classes: 0, quantiles: [0.1, 0.5, 0.9] } as const;
  const { fitted } = fitTarget(task, Float64Array.of(0, 2, 4, 6));
  const deviation = Math.sqrt(5);
  const restored = restoreTarget(fitted, Float64Array.of(0.5, 0, 1, 0, 1, -1));
  const wanted = [3, 3 + 0.5 * deviation, 3 + deviation, 3 - deviation, 3, 3 + deviation];
  for (const [place, value] of wanted.entries()) expect(restored[place]).toBeCloseTo(value, 10);
});
