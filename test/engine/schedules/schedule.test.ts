import { expect, test } from 'vitest';
import { scheduleFactor } from '../../../src/engine/schedules/schedule.js';

test('a constant schedule stays, a step schedule falls by gamma at each part', () => {
  expect(scheduleFactor({ kind: 'constant' }, 0.7)).toBe(1);
  const steps = [0, 0.3, 0.5, 0.99, 1].map((t) =>
    scheduleFactor({ kind: 'step', gamma: 0.1, parts: 4 }, t),
  );
  expect(steps.map((factor) => Number(factor.toPrecision(3)))).toEqual([
    1, 0.1, 0.01, 0.001, 0.001,
  ]);
});

test('cosine falls from 1 through ½ to 0', () => {
  const factors = [0, 0.5, 1].map((t) => scheduleFactor({ kind: 'cosine' }, t));
  expect(factors[0]).toBe(1);
  expect(factors[1]).toBeCloseTo(0.5, 12);
  expect(factors[2]).toBeCloseTo(0, 12);
});

test('one cycle rises to 1 at its peak and ends below where it began', () => {
  const cycle = { kind: 'one-cycle' } as const;
  expect(scheduleFactor(cycle, 0)).toBeCloseTo(0.04, 12);
  expect(scheduleFactor(cycle, 0.3)).toBeCloseTo(1, 12);
  expect(scheduleFactor(cycle, 1)).toBeLessThan(scheduleFactor(cycle, 0));
});

test('warm-up rises in a line, then the next schedule runs from its own start', () => {
  const schedule = { kind: 'warm-up', share: 0.2, after: { kind: 'cosine' } } as const;
  expect(scheduleFactor(schedule, 0.1)).toBeCloseTo(0.5, 12);
  expect(scheduleFactor(schedule, 0.2)).toBe(1);
  expect(scheduleFactor(schedule, 0.6)).toBeCloseTo(0.5, 12);
});

test('coslog4 is 0 at its valleys 0, 1/15, 3/15, 7/15 and 1, and 1 between them', () => {
  const at = (t: number) => scheduleFactor({ kind: 'coslog4' }, t);
  for (const valley of [0, 1 / 15, 3 / 15, 7 / 15, 1]) expect(at(valley)).toBeCloseTo(0, 12);
  expect(at((Math.SQRT2 - 1) / 15)).toBeCloseTo(1, 12);
});
