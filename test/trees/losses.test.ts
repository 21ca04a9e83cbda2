import { expect, test } from 'vitest';
import { gammaLoss, type Loss, poissonLoss } from '../../src/trees/losses.js';

/** What is minimised, worked out from the likelihoods of the two distributions. */
const CASES: readonly (readonly [Loss, (score: number, label: number) => number])[] = [
  [poissonLoss, (score, label) => Math.exp(score) - label * score],
  [gammaLoss, (score, label) => score + label / Math.exp(score)],
];

test.each(CASES)(
  'the slope is that of the loss, times the weight of the row',
  (loss, likelihood) => {
    const [step, weight] = [1e-5, 3];
    for (const score of [-1, 0, 0.8]) {
      for (const label of [0.5, 1, 4]) {
        const pairs = new Float32Array(2);
        const scores = Float64Array.of(score);
        loss.gradients(scores, Float32Array.of(label), Float64Array.of(weight), 0, pairs);
        const slope =
          (likelihood(score + step, label) - likelihood(score - step, label)) / (2 * step);
        expect(pairs[0]).toBeCloseTo(weight * slope, 4);
        expect(pairs[1]).toBeGreaterThan(0);
      }
    }
  },
);

test.each(CASES)('it starts at the logarithm of the weighted mean', (loss) => {
  const start = loss.start(Float32Array.of(1, 5), Float64Array.of(1, 3));
  expect(start[0]).toBeCloseTo(Math.log(4), 12);
});

test.each(CASES)('a step down is not longer than 1, however far labels lie below', (loss) => {
  for (const label of [1e-6, 1e-3, 1]) {
    const pairs = new Float32Array(2);
    loss.gradients(Float64Array.of(7), Float32Array.of(label), Float64Array.of(1), 0, pairs);
    expect((pairs[0] ?? 0) / (pairs[1] ?? 0)).toBeLessThanOrEqual(1);
  }
});
