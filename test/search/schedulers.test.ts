import { expect, test } from 'vitest';
import { halvingScheduler } from '../../src/search/schedulers/halving.js';
import { medianScheduler } from '../../src/search/schedulers/median.js';
import { createRungGroups } from '../../src/search/schedulers/rung-groups.js';
import type { Scheduler } from '../../src/search/schedulers/scheduler.js';
import { SCHEDULERS } from '../../src/search/schedulers/schedulers.js';
import type { Trial } from '../../src/trial/trial.js';
import { trialRecord } from '../fixtures/kept-trial.js';

const worth = ({ score }: Trial) => score ?? Number.NEGATIVE_INFINITY;

function paused(number: number, score: number, changes: Partial<Trial> = {}): Trial {
  return trialRecord(number, { score, state: 'paused', ...changes });
}

/** The trials that a scheduler lets go on, one after another. */
function goneOn(scheduler: Scheduler, finished: readonly Trial[]): Trial[] {
  const gone: Trial[] = [];
  const isGoneOn = (trial: Trial) => gone.includes(trial);
  const known = createRungGroups(worth);
  for (const trial of finished) known.add(trial);
  const request = { groups: known.all(), worth, isGoneOn };
  for (let next = scheduler.next(request); next; next = scheduler.next(request)) gone.push(next);
  return gone;
}

const numbersOf = (trials: readonly Trial[]) => trials.map(({ number }) => number);

test('without a scheduler nothing is paused and nothing goes on', () => {
  expect(SCHEDULERS.none.pauses).toBe(false);
  expect(goneOn(SCHEDULERS.none, [paused(1, 5)])).toEqual([]);
});

test('halving lets the best third go on, the best one first, earlier ones first among equals', () => {
  const scores = [1, 7, 3, 7, 5, 2, 9, 0];
  const finished = scores.map((score, i) => paused(i + 1, score));
  expect(numbersOf(goneOn(halvingScheduler, finished))).toEqual([7, 2]);
  expect(goneOn(halvingScheduler, finished.slice(0, 2))).toEqual([]);
});

test('halving compares within a rung and a family alone, higher rungs first', () => {
  const low = [1, 2, 3].map((score, i) => paused(i + 1, score));
  const high = [4, 6, 5].map((score, i) => paused(i + 11, score, { rung: 1 }));
  const config = { family: 'trees', params: {} };
  const other = [9, 8].map((score, i) => paused(i + 21, score, { config }));
  expect(numbersOf(goneOn(halvingScheduler, [...low, ...high, ...other]))).toEqual([12, 3]);
});

test('what was trained without a pause is not compared with what is at a rung', () => {
  const failed = trialRecord(1, { state: 'failed', score: null });
  const complete = trialRecord(2, { score: 9 });
  const rest = [paused(3, 1), paused(4, 2), paused(5, 3)];
  expect(numbersOf(goneOn(halvingScheduler, [failed, complete, ...rest]))).toEqual([5]);
});

test('what is screened goes on before all else, compared with whatever is trained, of any family', () => {
  const screened = (number: number, score: number, family = 'mlp') =>
    paused(number, score, { state: 'screened', config: { family, params: {} } });
  const low = [1, 2, 3].map((score, i) => paused(i + 1, score));
  const finished = [...low, screened(4, 5), screened(5, 8, 'trees'), screened(6, 7)];
  expect(numbersOf(goneOn(halvingScheduler, finished))).toEqual([5, 3]);
  const better = [11, 12, 13].map((score, i) => trialRecord(i + 20, { score }));
  expect(numbersOf(goneOn(halvingScheduler, [...finished, ...better]))).toEqual([3]);
  // A trial that has gone on counts once.
  const whole = trialRecord(5, { score: 8, rung: 1 });
  expect(numbersOf(goneOn(halvingScheduler, [...finished, whole]))).toEqual([5, 3]);
});

test('the median rule lets the better half go on once there are three, the best one first', () => {
  const finished = [4, 1, 3, 5].map((score, i) => paused(i + 1, score));
  expect(goneOn(medianScheduler, finished.slice(0, 2))).toEqual([]);
  expect(numbersOf(goneOn(medianScheduler, finished.slice(0, 3)))).toEqual([1, 3]);
  expect(numbersOf(goneOn(medianScheduler, finished))).toEqual([4, 1, 3]);
});
