import { expect, test } from 'vitest';
import { moreBudget, type Spent } from '../../src/options/more-budget.js';

/** A run that has had 24 trials in 70 seconds. */
function spent(changes: Partial<Spent> = {}): Spent {
  const budget = { trials: 24, timeLimit: undefined };
  return { budget, seconds: 70, trials: 24, isOver: true, ...changes };
}

test('a run that is over counts on from what it took, and what is not told bounds it no more', () => {
  const budgets = [
    [{ trials: '+50' }, { trials: 74, timeLimit: undefined, since: 0 }],
    [{ trials: 74 }, { trials: 74, timeLimit: undefined, since: 0 }],
    [{ timeLimit: '+10m' }, { trials: undefined, timeLimit: 670, since: 70 }],
    [{ timeLimit: 100 }, { trials: undefined, timeLimit: 100, since: 70 }],
    [
      { timeLimit: '+1.5h', trials: '+1' },
      { trials: 25, timeLimit: 5470, since: 70 },
    ],
  ] as const;
  for (const [told, expected] of budgets) expect(moreBudget(told, spent())).toEqual(expected);
});

test('another run counts on from its bounds, of which the one that is not told stays', () => {
  const timed = { trials: 40, timeLimit: 60, since: 5 };
  const running = spent({ isOver: false, trials: 10, seconds: 20, budget: timed });
  expect(moreBudget({ trials: '+50' }, running)).toEqual({ ...timed, trials: 90 });
  expect(moreBudget({ timeLimit: '+10m' }, running)).toEqual({ ...timed, timeLimit: 660 });
  const untimed = spent({ isOver: false, trials: 10, seconds: 20 });
  const given = { trials: 24, timeLimit: 80, since: 20 };
  expect(moreBudget({ timeLimit: '+1m' }, untimed)).toEqual(given);
});

test('what the run has had already is nothing more, however often it is told', () => {
  for (const told of [{}, { trials: 24 }, { trials: undefined, timeLimit: undefined }]) {
    expect(moreBudget(told, spent())).toBeUndefined();
  }
  const budget = { trials: undefined, timeLimit: 60 };
  expect(moreBudget({ timeLimit: '60s' }, spent({ budget }))).toBeUndefined();
  expect(moreBudget({ trials: 24 }, spent({ budget }))).toBeUndefined();
  const exhausted = spent({ budget: { trials: 50, timeLimit: undefined } });
  expect(moreBudget({ trials: 50 }, exhausted)).toBeUndefined();
});

test('of two bounds the one that did not end the run leaves it something', () => {
  const budget = { trials: 100, timeLimit: 60 };
  const byTime = spent({ budget, trials: 30, seconds: 60 });
  expect(moreBudget({ trials: '+70' }, byTime)).toMatchObject({ trials: 100 });
  expect(moreBudget({ trials: 100 }, byTime)).toMatchObject({ trials: 100 });
  expect(moreBudget({ timeLimit: 60 }, byTime)).toBeUndefined();
  const byTrials = spent({ budget: { trials: 24, timeLimit: 600 } });
  expect(moreBudget({ timeLimit: 600 }, byTrials)).toMatchObject({ timeLimit: 600 });
  expect(moreBudget({ trials: 24 }, byTrials)).toBeUndefined();
});

test.each([
  [{ trials: 23 }, 'The run has had 24 trials already: `trials` of 23 in all leaves nothing'],
  [{ timeLimit: '70s' }, 'The run has had 1 m 10 s already'],
  [{ timeLimit: '+10q' }, '`timeLimit`: "10q" is not a duration'],
  [{ timeLimit: '-5m' }, 'is not a duration'],
  [{ trials: '+' }, '`trials` cannot be "+"'],
  [{ trials: '+1e3' }, '`trials` cannot be "+1e3"'],
  [{ trials: 2.5 }, '`trials` cannot be 2.5'],
  [{ trials: '+0' }, '`trials` must be a whole number of at least 1'],
])('%j is a mistake that is told', (told, message) => {
  expect(() => moreBudget(told as object, spent())).toThrow(message);
});
