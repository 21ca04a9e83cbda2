import { expect, test } from 'vitest';
import { createEncoder } from '../../../src/study/gp/encoder.js';
import { posterior } from '../../../src/study/gp/posterior.js';

const encoder = createEncoder({ x: { kind: 'uniform', low: 0, high: 1 } });
const kernel = { curved: 2, straight: 0, scales: Float64Array.of(1) };

test('of one row the posterior is that of two normal numbers that go together', () => {
  const t = encoder.rows([{ x: 0.5 }]);
  const expected = posterior({ kernel, noise: 0.5 }, t, Float64Array.of(3));
  const rows = encoder.rows([{ x: 0.5 }, { x: 0.9 }]);
  // At the row itself the covariance is 2 of 2.5: 3 · 2 / 2.5, and 2 − 2² / 2.5.
  expect(expected?.(rows, 0).mean).toBeCloseTo(2.4, 12);
  expect(expected?.(rows, 0).deviation).toBeCloseTo(Math.sqrt(0.4), 12);
  // Matérn 5/2 at 0.4: (1 + √5 · 0.4 + 5 · 0.16 / 3) e^(−√5 · 0.4) = 0.8826…
  const distance = Math.sqrt(5) * 0.4;
  const own = 2 * (1 + distance + distance ** 2 / 3) * Math.exp(-distance);
  expect(expected?.(rows, 1).mean).toBeCloseTo((own * 3) / 2.5, 12);
  expect(expected?.(rows, 1).deviation).toBeCloseTo(Math.sqrt(2 - own ** 2 / 2.5), 12);
});

test('options of a choice lie as far apart as the ends of a range, what is not there in the middle', () => {
  const { rows, scaleOf, columns } = createEncoder({
    m: { kind: 'choice', options: ['a', 'b'] },
    d: { kind: 'uniform', low: 0, high: 10, when: { param: 'm', oneOf: ['a'] } },
  });
  expect([columns, [...scaleOf]]).toEqual([3, [0, 0, 1]]);
  const { data } = rows([{ m: 'a', d: 10 }, { m: 'b' }]);
  const [a1 = 0, a2 = 0, a3 = 0, b1 = 0, b2 = 0, b3 = 0] = data;
  expect((a1 - b1) ** 2 + (a2 - b2) ** 2).toBeCloseTo(1, 12);
  expect([a3, b3].map((own) => own.toFixed(6))).toEqual(['0.500000', '0.000000']);
});
