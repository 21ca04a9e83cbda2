import { expect, test } from 'vitest';
import type { Job } from '../../../src/trial/job.js';
import { createTally } from '../../../src/workers/redis/tally.js';

const config = { family: 'linear', params: {} };

test('trials, their folds and refits are counted by machine, a trial of several folds once', () => {
  const tally = createTally();
  const fold = (trial: number, of: number): Job => ({ kind: 'trial', trial, fold: of, config });
  tally.done('b', fold(1, 0), 2);
  tally.done('b', fold(1, 1), 3);
  tally.done('b', fold(2, 0), 1);
  tally.done('a', fold(1, 2), 1);
  tally.done('a', { kind: 'refit', trial: 1, config, length: 7 }, 4);
  tally.failed('a', 'lost');
  tally.failed('c', 'refused');
  const rest = { refits: 0, lost: 0, refused: 0 };
  expect(tally.machines()).toEqual([
    { ...rest, machine: 'a', trials: 1, jobs: 2, refits: 1, seconds: 5, lost: 1 },
    { ...rest, machine: 'b', trials: 2, jobs: 3, seconds: 6 },
    { ...rest, machine: 'c', trials: 0, jobs: 0, seconds: 0, refused: 1 },
  ]);
  expect(tally.longest()).toBe(4);
});
