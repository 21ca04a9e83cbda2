import { expect, test } from 'vitest';
import { fitTemperature } from '../../src/ensemble/calibrate.js';
import { dealParts } from '../../src/metrics/deal-parts.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import type { Judged } from '../../src/trial/trial-judge.js';
import { binary } from '../fixtures/tasks.js';

/** Rows of which a share of .8 is positive, each with a probability that `sureness` makes of .8: .8 is right at 1. */
function rowsWith(surenessOf: (part: number) => number) {
  const truth = Int32Array.from({ length: 400 }, (_, row) => (row % 5 === 0 ? 0 : 1));
  const judged: Judged = {
    metric: metricNamed('log_loss'),
    task: binary,
    truth,
    weights: undefined,
  };
  const parts = dealParts(judged, 2);
  const predictions = Float64Array.from({ length: 800 }, (_, place) => {
    const odds = 4 ** surenessOf(parts[place >> 1] ?? 0);
    return place % 2 === 1 ? odds / (1 + odds) : 1 / (1 + odds);
  });
  return { judged, predictions };
}

test('the temperature is what all rows are too sure by', () => {
  const { judged, predictions } = rowsWith(() => 2);
  expect(fitTemperature(judged, predictions)).toBeCloseTo(2, 3);
});

test('a temperature that one half of the rows needs, and the other does not, is none', () => {
  const { judged, predictions } = rowsWith((part) => (part === 0 ? 3 : 1));
  expect(fitTemperature(judged, predictions)).toBe(1);
  const turned = rowsWith((part) => (part === 0 ? 1 : 3));
  expect(fitTemperature(turned.judged, turned.predictions)).toBe(1);
});

test('a temperature that changes the log loss by less than a thousandth of itself is none', () => {
  const { judged, predictions } = rowsWith(() => 1.02);
  expect(fitTemperature(judged, predictions)).toBe(1);
});

test('temperatures are sought up to a factor of four', () => {
  const { judged, predictions } = rowsWith(() => 8);
  expect(fitTemperature(judged, predictions)).toBeCloseTo(4, 3);
  const { predictions: flat } = rowsWith(() => 0.1);
  expect(fitTemperature(judged, flat)).toBeCloseTo(0.25, 3);
});
