import { expect, test } from 'vitest';
import { dealParts } from '../../src/metrics/deal-parts.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { smeared } from '../../src/preprocessing/target.js';
import { fitSmearing } from '../../src/trial/fit-smearing.js';
import type { FoldResult } from '../../src/trial/job.js';
import type { Judged } from '../../src/trial/trial-judge.js';
import { randomStream } from '../../src/util/random.js';
import { regression } from '../fixtures/tasks.js';

const ROWS = 4000;
const random = randomStream(3);
const medians = Float64Array.from({ length: ROWS }, () => Math.exp(1 + random.normal()));
/** Labels whose logarithm has an error of deviation 0.8: their mean is e^0.32 = 1.377 times their median. */
const truth = medians.map((value) => value * Math.exp(0.8 * random.normal()) - 1);
const predictions = medians.map((value) => value - 1);
const folds = (log: boolean) => [{ model: { target: { log } } }] as unknown as FoldResult[];

function judged(metric: string, more: Partial<Judged> = {}): Judged {
  return { metric: metricNamed(metric), task: regression, truth, weights: undefined, ...more };
}

test('predictions of a logarithm are raised to the mean of the label', () => {
  const factor = fitSmearing(judged('rmse'), predictions, folds(true));
  expect(factor).toBeGreaterThan(1.3);
  expect(factor).toBeLessThan(1.46);
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value / ROWS, 0);
  expect(mean(smeared(predictions, factor))).toBeCloseTo(mean(truth), 1);
  const score = (own: Float64Array) => metricNamed('rmse').score(truth, own, regression);
  expect(score(smeared(predictions, factor))).toBeLessThan(score(predictions));
});

test('they are left as they are for mae, without a logarithm, and where rows do not confirm it', () => {
  expect(fitSmearing(judged('mae'), predictions, folds(true))).toBe(1);
  expect(fitSmearing(judged('rmse'), predictions, folds(false))).toBe(1);
  expect(fitSmearing(judged('rmse'), predictions, [])).toBe(1);
  // Errors that do not grow with the prediction: the mean is the median.
  const even = { truth: predictions.map((value) => value + 0.5 * random.normal()) };
  const factor = fitSmearing(judged('rmse', even), predictions, folds(true));
  expect(Math.abs(factor - 1)).toBeLessThan(0.01);
  // One row far off moves one half alone.
  const one = { truth: predictions.map((value, row) => (row === 7 ? 1e4 : value)) };
  expect(fitSmearing(judged('rmse', one), predictions, folds(true))).toBe(1);
});

test('a row of weight 3 counts like three rows', () => {
  const weights = Float64Array.from(truth, (_, row) => ((truth[row] ?? 0) > 5 ? 3 : 1));
  const plain = fitSmearing(judged('rmse'), predictions, folds(true));
  const factor = fitSmearing(judged('rmse', { weights }), predictions, folds(true));
  const sum = (values: Float64Array) =>
    values.reduce((total, value, row) => total + (weights[row] ?? 1) * (1 + value), 0);
  expect(factor).toBeCloseTo(sum(truth) / sum(predictions), 10);
  expect(factor).toBeGreaterThan(plain + 0.1);
});

test('halves of the rows that disagree leave predictions as they are', () => {
  const parts = dealParts(judged('rmse'), 2);
  const turned = predictions.map((value, row) => (parts[row] === 0 ? 3 : 0.5) * (1 + value) - 1);
  expect(fitSmearing(judged('rmse', { truth: turned }), predictions, folds(true))).toBe(1);
});
