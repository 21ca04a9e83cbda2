import { expect, test } from 'vitest';
import { createShownTrials, howTheyEnded } from '../../src/search/stretches.js';
import { trialRecord } from '../fixtures/kept-trial.js';

const baseline = trialRecord(0, { folds: 3 });
const paused = trialRecord(1, { state: 'paused', folds: 3, score: 0.5, length: 8 });
const failed = trialRecord(1, { state: 'failed', rung: 1, score: null, reason: 'out of memory' });

test('samplers go by the last score, however the trial ended', () => {
  const other = trialRecord(2, { state: 'failed', score: null });
  const shown = createShownTrials();
  for (const record of [baseline, other, paused, failed]) shown.add(record);
  expect(shown.trials).toEqual([baseline, paused, other]);
});

test('of more trials than samplers look at, the better half stays and every second of the others', () => {
  const shown = createShownTrials(8, ({ score }) => score ?? Number.NEGATIVE_INFINITY);
  for (let number = 0; number < 9; number++) shown.add(trialRecord(number, { score: number }));
  // Of 4, 3, 2, 1, 0 (the worse ones, best first) 3 and 1 are forgotten.
  expect(shown.trials.map(({ number }) => number)).toEqual([0, 2, 4, 5, 6, 7, 8]);
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
