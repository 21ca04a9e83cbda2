import { expect, test } from 'vitest';
import { logImprovement } from '../../../src/study/gp/expected-improvement.js';

test('the expected improvement is what an integral over the normal distribution gives', () => {
  for (const [mean, deviation, best] of [
    [0, 1, 0],
    [1, 2, 3],
    [-1, 0.5, 0.5],
  ] as const) {
    let sum = 0;
    const step = 1e-3;
    for (let z = -10; z < 10; z += step) {
      const gain = Math.max(0, mean + deviation * z - best);
      sum += (gain * Math.exp(-(z ** 2) / 2) * step) / Math.sqrt(2 * Math.PI);
    }
    expect(logImprovement(mean, deviation, best)).toBeCloseTo(Math.log(sum), 4);
  }
});

test('far below the best it still tells what is nearer', () => {
  const far = [-50, -20, -8.01, -7.99].map((mean) => logImprovement(mean, 1, 0));
  expect(far.every(Number.isFinite)).toBe(true);
  expect(far.toSorted((a, b) => a - b)).toEqual(far);
  expect((far[3] ?? 0) - (far[2] ?? 0)).toBeLessThan(0.3);
});
