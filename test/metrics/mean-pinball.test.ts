import { expect, test } from 'vitest';
import { meanPinball } from '../../src/metrics/mean-pinball.js';

const task = { kind: 'quantile', classes: 0, quantiles: [0.1, 0.9] } as const;

test('what is too low counts by the quantile, what is too high by the rest, rows by their weights', () => {
  const truth = Float64Array.of(10, 20);
  const predictions = Float64Array.of(8, 14, 22, 25);
  // Row 1: 0.1 · 2 and 0.1 · 4; row 2: 0.9 · 2 and 0.1 · 5.
  expect(meanPinball.score(truth, predictions, task)).toBeCloseTo((0.3 + 1.15) / 2, 12);
  const weights = Float64Array.of(3, 1);
  expect(meanPinball.score(truth, predictions, task, weights)).toBeCloseTo(
    (3 * 0.3 + 1.15) / 4,
    12,
  );
  expect(meanPinball.score(truth, predictions, task, Float64Array.of(1, 0))).toBeCloseTo(0.3, 12);
});
