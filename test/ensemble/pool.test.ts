import { describe, expect, test } from 'vitest';
import { fitPool, type PoolRows, poolAnswers } from '../../src/ensemble/pool.js';
import { randomStream } from '../../src/util/random.js';

const ROWS = 40;
const PENALTY = 3;
const random = randomStream('pool');
const weights = Float64Array.from({ length: ROWS }, () => random.next());

function drawn(classes: number, members: number): PoolRows {
  const inputs = Float64Array.from({ length: ROWS * classes * members }, () => random.normal());
  return { rows: ROWS, classes, members, inputs };
}

/** Σ w · loss + penalty / 2 · the squared distance from equal weights and no offsets. */
function objective(x: PoolRows, y: Float64Array, pool: Float64Array): number {
  const answers = poolAnswers(x, pool);
  let sum = 0;
  for (let row = 0; row < ROWS; row++) {
    const chance = answers[row * x.classes + (y[row] ?? 0)] ?? 0;
    const loss =
      x.classes === 1 ? ((answers[row] ?? 0) - (y[row] ?? 0)) ** 2 / 2 : -Math.log(chance);
    sum += (weights[row] ?? 0) * loss;
  }
  const far = pool.map((own, i) => (own - (i < x.members ? 1 / x.members : 0)) ** 2);
  return sum + (PENALTY / 2) * far.reduce((a, b) => a + b);
}

describe.each([1, 2, 3])('a pool of %i outputs', (classes) => {
  const x = drawn(classes, 3);
  const y = Float64Array.from(weights, () =>
    classes === 1 ? random.normal() : random.integer(classes),
  );
  const pool = fitPool(x, y, weights, PENALTY);

  test('has the least loss and penalty together: every step away adds to it', () => {
    const least = objective(x, y, pool);
    expect(pool).toHaveLength(3 + classes);
    for (const place of pool.keys()) {
      for (const step of [-1e-3, 1e-3]) {
        const moved = pool.map((own, i) => own + (i === place ? step : 0));
        expect(objective(x, y, moved), `${place}`).toBeGreaterThan(least);
      }
    }
  });

  test('answers with sums of weighted inputs and the offset, as probabilities of classes', () => {
    const own = Float64Array.of(0.5, -2, 1, 0.3, -0.1, 0.2).subarray(0, 3 + classes);
    const answers = poolAnswers(x, own);
    for (const row of [0, ROWS - 1]) {
      const sums = Array.from({ length: classes }, (_, c) => {
        const [a = 0, b = 0, d = 0] = x.inputs.subarray((row * classes + c) * 3);
        return 0.5 * a - 2 * b + d + (own[3 + c] ?? 0);
      });
      const total = sums.reduce((sum, value) => sum + Math.exp(value), 0);
      for (const [c, value] of sums.entries())
        expect(answers[row * classes + c]).toBeCloseTo(
          classes === 1 ? value : Math.exp(value) / total,
          10,
        );
    }
  });
});

test('answers of far inputs stay probabilities', () => {
  const x = { rows: 1, classes: 2, members: 1, inputs: Float64Array.of(-2000, -2001) };
  const [first = 0, second = 0] = poolAnswers(x, Float64Array.of(1, 0, 0));
  expect(first).toBeCloseTo(1 / (1 + Math.exp(-1)), 10);
  expect(first + second).toBeCloseTo(1, 12);
});
