import { expect, test } from 'vitest';
import { howTheyEnded, lastShown } from '../../src/search/stretches.js';
import { trialRecord } from '../fixtures/kept-trial.js';

const baseline = trialRecord(0, { folds: 3 });
const paused = trialRecord(1, { state: 'paused', folds: 3, score: 0.5, length: 8 });
const failed = trialRecord(1, { state: 'failed', rung: 1, score: null, reason: 'out of memory' });

test('samplers go by the last score, however the trial ended', () => {
  const other = trialRecord(2, { state: 'failed', score: null });
  expect(lastShown([baseline, other, paused, failed])).toEqual([baseline, paused, other]);
});

test('a trial that got on is what it was last', () => {
  const complete = trialRecord(1, { rung: 1, folds: 3, score: 0.4 });
  expect(howTheyEnded([baseline, paused, complete])).toEqual([baseline, complete]);
  expect(howTheyEnded([baseline, paused])).toEqual([baseline, paused]);
});

test('one that failed on its way keeps the score of all folds, and says what happened', () => {
  expect(howTheyEnded([baseline, paused, failed])).toEqual([
    baseline,
    { ...paused, state: 'failed', rung: 1, reason: 'going on after a length of 8: out of memory' },
  ]);
});

test('a score of the first fold alone does not stand', () => {
  const stopped = { ...failed, state: 'stopped', reason: 'stopped' } as const;
  const screened = { ...paused, state: 'screened', folds: 1 } as const;
  const [, ended] = howTheyEnded([baseline, screened, stopped]);
  expect(ended).toMatchObject({ state: 'stopped', score: null });
  expect(ended?.reason).toBe('going on after the first fold: stopped');
  const [, other] = howTheyEnded([baseline, { ...paused, folds: 1 }, failed]);
  expect(other).toMatchObject({ state: 'failed', score: null });
});
