import { expect, test } from 'vitest';
import { startBudget } from '../../src/search/budget.js';
import { now } from '../../src/util/clock.js';

test('a bound on trials alone looks at no clock', () => {
  const budget = startBudget({ trials: 3, timeLimit: undefined }, now() - 1e9);
  expect([1, 3, 4].map((trial) => budget.allows(trial))).toEqual([true, true, false]);
  expect(budget.secondsLeft()).toBeUndefined();
  budget.close();
});

test('a time limit keeps a share back for what comes after the search', () => {
  const startedAt = now();
  for (const timeLimit of [1, 60, 3600]) {
    const budget = startBudget({ trials: undefined, timeLimit }, startedAt);
    const left = budget.secondsLeft() ?? Number.NaN;
    expect(left).toBeLessThan(timeLimit);
    expect(left).toBeGreaterThan(0);
    expect(budget.allows(1_000_000)).toBe(true);
    budget.close();
  }
});

test('a time limit that is over allows nothing and aborts', async () => {
  const budget = startBudget({ trials: 5, timeLimit: 1 }, now() - 5000);
  expect(budget.isOver()).toBe(true);
  await aborted(budget.signal);
  budget.close();
});

test('whichever of both bounds comes first ends the search', () => {
  const budget = startBudget({ trials: 2, timeLimit: 3600 }, now());
  expect([budget.allows(2), budget.allows(3)]).toEqual([true, false]);
  budget.close();
});

test('the signal of the user aborts, given before or after', () => {
  const before = startBudget({ trials: 1, timeLimit: undefined }, now(), AbortSignal.abort());
  expect(before.isOver()).toBe(true);
  const controller = new AbortController();
  const budget = startBudget({ trials: 1, timeLimit: undefined }, now(), controller.signal);
  expect(budget.isOver()).toBe(false);
  controller.abort();
  expect(budget.isOver()).toBe(true);
  expect(budget.signal.aborted).toBe(true);
});

test('a limit of many weeks is not taken for none', async () => {
  const budget = startBudget({ trials: undefined, timeLimit: 60 * 24 * 3600 }, now());
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(budget.signal.aborted).toBe(false);
  budget.close();
});

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
}
