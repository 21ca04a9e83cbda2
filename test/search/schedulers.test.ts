import { expect, test } from 'vitest';
import { halvingScheduler } from '../../src/search/schedulers/halving.js';
import { medianScheduler } from '../../src/search/schedulers/median.js';
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
  for (let next = scheduler.next({ finished, worth, isGoneOn }); next; ) {
    gone.push(next);
    next = scheduler.next({ finished, worth, isGoneOn });
  }
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

test('failed and finished trials count in the comparison but do not go on', () => {
  const failed = trialRecord(1, { state: 'failed', score: null });
  const complete = trialRecord(2, { score: 9 });
  const rest = [paused(3, 1), paused(4, 2), paused(5, 3), paused(6, 4)];
  expect(numbersOf(goneOn(halvingScheduler, [failed, complete, ...rest]))).toEqual([6]);
});

test('the median rule lets the better half go on once there are three', () => {
  const finished = [4, 1, 3, 5].map((score, i) => paused(i + 1, score));
  expect(goneOn(medianScheduler, finished.slice(0, 2))).toEqual([]);
  expect(numbersOf(goneOn(medianScheduler, finished.slice(0, 3)))).toEqual([1, 3]);
  expect(numbersOf(goneOn(medianScheduler, finished))).toEqual([1, 3, 4]);
});
