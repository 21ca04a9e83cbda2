import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metricNamed } from '../../src/metrics/metrics.js';
import { createTrialStore } from '../../src/trial/trial-store.js';
import { keptTrial, trialRecord } from '../fixtures/kept-trial.js';

const numbersOf = (metric: string, most: number, trials: ReturnType<typeof keptTrial>[]) => {
  const store = createTrialStore(metricNamed(metric), most);
  for (const trial of trials) store.add(trial);
  return store.kept().map(({ trial }) => trial.number);
};

test('the best are kept, best first, in the good direction of the metric', () => {
  const trials = [keptTrial(1, 0.5), keptTrial(2, 0.9), keptTrial(3, 0.1)];
  expect(numbersOf('accuracy', 2, trials)).toEqual([2, 1]);
  expect(numbersOf('rmse', 2, trials)).toEqual([3, 1]);
});

test('whatever the order of arrival, the same are kept, earlier ones first among equals', () => {
  const scores = [3, 1, 2, 1, 2, 3, 1, 5];
  const trials = scores.map((score, number) => keptTrial(number, score));
  const expected = [1, 3, 6, 2, 4];
  const orders = fc.shuffledSubarray(trials, { minLength: trials.length });
  fc.assert(
    fc.property(orders, (order) => {
      expect(numbersOf('rmse', 5, order)).toEqual(expected);
    }),
  );
});

test('a trial without outputs is not kept', () => {
  const store = createTrialStore(metricNamed('rmse'), 5);
  const trial = trialRecord(1, { state: 'failed', score: null, reason: 'diverged' });
  store.add({ trial, outputs: undefined });
  expect(store.kept()).toEqual([]);
});
