import { expect, test } from 'vitest';
import { meanPinball } from '../../../src/metrics/mean-pinball.js';
import { baselinePredictions } from '../../../src/report/facts/baseline.js';
import type { JudgedRows } from '../../../src/report/facts/judged-rows.js';
import { byMiddle, quantileFacts } from '../../../src/report/facts/quantile-facts.js';

/** Labels 1 to 100; of each row the answers are 20, its own label, and 90. */
const judged: JudgedRows = {
  metric: meanPinball,
  task: { kind: 'quantile', classes: 0, quantiles: [0.1, 0.5, 0.9] },
  truth: Float64Array.from({ length: 100 }, (_, i) => i + 1),
  weights: undefined,
  groups: undefined,
  predictions: Float64Array.from(
    { length: 300 },
    (_, i) => [20, Math.floor(i / 3) + 1, 90][i % 3] ?? 0,
  ),
  what: 'rows',
  classes: [],
};

test('each quantile has its share of rows, the error of that by chance, and its loss beside that of all labels', () => {
  const facts = quantileFacts(judged);
  expect(facts?.middle).toBe(0.5);
  expect(facts?.each.map(({ below }) => below)).toEqual([0.2, 1, 0.9]);
  // √(0.1 · 0.9 / 100) and √(0.5 · 0.5 / 100).
  expect(facts?.each[0]?.standardError).toBeCloseTo(0.03, 12);
  expect(facts?.each[1]?.standardError).toBeCloseTo(0.05, 12);
  expect(facts?.each[1]?.pinball).toBe(0);
  // Half of the mean distance from the median of 1 to 100, which is 25.
  expect(facts?.each[1]?.baseline).toBeCloseTo(12.5, 1);
  expect(facts?.central).toMatchObject({ wanted: 0.8, covered: 0.71, size: 70 });
});

test('groups count as one row each in what is chance', () => {
  const groups = Int32Array.from({ length: 100 }, (_, i) => Math.floor(i / 4));
  expect(quantileFacts({ ...judged, groups })?.each[0]?.standardError).toBeCloseTo(0.06, 12);
});

test('the baseline answers the quantiles of all labels to every row', () => {
  const same = baselinePredictions(judged);
  expect(same).toHaveLength(300);
  const [low = 0, middle = 0, high = 0] = same;
  expect(Math.abs(low - 10)).toBeLessThan(2);
  expect(Math.abs(middle - 50.5)).toBeLessThan(2);
  expect(Math.abs(high - 90)).toBeLessThan(2);
  expect([...same.slice(3, 6)]).toEqual([low, middle, high]);
});

test('drawn are the answers nearest to the median, as those of one number', () => {
  const own = byMiddle(judged);
  expect(own.task.kind).toBe('regression');
  expect(own.predictions).toEqual(judged.truth);
  expect(quantileFacts(own)).toBeUndefined();
});
