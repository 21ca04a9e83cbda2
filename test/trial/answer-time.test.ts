import { expect, test } from 'vitest';
import { quickTrial, timeTogether } from '../../src/trial/answer-time.js';
import { trialRecord } from '../fixtures/kept-trial.js';

test('what trials share is prepared once', () => {
  const first = { models: 3, preparations: { a: 10, b: 1 } };
  const second = { models: 5, preparations: { a: 10, c: 2 } };
  // 3 + 5 of the models, 10 + 1 + 2 of what prepares.
  expect(timeTogether([first, second])).toBe(21);
  expect(timeTogether([])).toBe(0);
});

test('a trial is quick by the time of its folds, or of one model where that answers for them', () => {
  const trial = trialRecord(1, { msPer1000Rows: 30, folds: 3 });
  expect(quickTrial({ refit: false })(trial)).toBe(true);
  expect(quickTrial({ refit: false, inferLimit: 0.02 })(trial)).toBe(false);
  expect(quickTrial({ refit: true, inferLimit: 0.02 })(trial)).toBe(true);
});
