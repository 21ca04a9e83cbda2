import { expect, test } from 'vitest';
import { metricNamed } from '../../src/metrics/metrics.js';
import { firstFoldWorth, trialWorth } from '../../src/trial/trial-worth.js';
import { trialRecord } from '../fixtures/kept-trial.js';

const accuracy = metricNamed('accuracy');

test('a row more is worth more than any log loss, and log loss decides among equal ones', () => {
  const worth = (score: number, tieLoss: number) =>
    trialWorth(accuracy, trialRecord(1, { score, tieLoss }));
  expect(worth(0.90001, 16)).toBeGreaterThan(worth(0.9, 0));
  expect(worth(0.9, 0.3)).toBeGreaterThan(worth(0.9, 0.4));
});

test('the first fold alone has a worth of its own, and no score is worth nothing', () => {
  const trial = trialRecord(1, { score: 0.8, firstFoldScore: 0.7, firstFoldTieLoss: 0.5 });
  expect(firstFoldWorth(accuracy, trial)).toBeCloseTo(0.7, 8);
  expect(firstFoldWorth(accuracy, trial)).toBeLessThan(0.7);
  expect(trialWorth(metricNamed('rmse'), trial)).toBe(-0.8);
  expect(trialWorth(accuracy, trialRecord(2, { score: null }))).toBe(Number.NEGATIVE_INFINITY);
});
