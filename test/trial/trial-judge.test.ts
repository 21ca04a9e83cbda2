import { expect, test } from 'vitest';
import { metricNamed } from '../../src/metrics/metrics.js';
import {
  asInTraining,
  canScore,
  createJudge,
  firstFoldOf,
  judgedAt,
} from '../../src/trial/trial-judge.js';
import { binary, regression } from '../fixtures/tasks.js';

const part = (...rows: number[]) => ({
  train: new Int32Array(),
  validation: Int32Array.from(rows),
});
const target = Float64Array.of(10, 11, 12, 13, 14, 15);
const weights = Float64Array.of(1, 2, 3, 4, 5, 6);
const groups = Int32Array.of(7, 7, 8, 8, 9, -1);
const judge = createJudge([part(1, 5), part(0, 3)], regression, metricNamed('mae'), {
  target,
  weights,
  groups,
});

test('trials are judged by the rows that some fold validates, with their weights and groups', () => {
  expect(judge.rows).toEqual(Int32Array.of(0, 1, 3, 5));
  expect(judge.truth).toEqual(Float64Array.of(10, 11, 13, 15));
  expect(judge.weights).toEqual(Float64Array.of(1, 2, 4, 6));
  expect(judge.groups).toEqual(Int32Array.of(7, 7, 8, -1));
});

test('those of the first fold alone by its rows, and a holdout is its first fold', () => {
  const first = firstFoldOf(judge);
  expect(first.folds).toHaveLength(1);
  expect(first.rows).toEqual(Int32Array.of(1, 5));
  expect(first.truth).toEqual(Float64Array.of(11, 15));
  expect(first.weights).toEqual(Float64Array.of(2, 6));
  expect(firstFoldOf(first)).toBe(first);
});

test('rows can be taken more than once', () => {
  const own = judgedAt(judge, Int32Array.of(3, 0, 3));
  expect(own.truth).toEqual(Float64Array.of(15, 10, 15));
  expect(own.groups).toEqual(Int32Array.of(-1, 7, -1));
});

test('a metric scores rows that have what it needs', () => {
  const canBy = (metric: string, truth: readonly number[], own?: readonly number[]) => {
    const task = metric === 'r2' ? regression : binary;
    const table = { target: Float64Array.from(truth), weights: own && Float64Array.from(own) };
    return canScore(createJudge([part(...truth.keys())], task, metricNamed(metric), table));
  };
  expect(canBy('roc_auc', [0, 1])).toBe(true);
  expect(canBy('roc_auc', [1, 1])).toBe(false);
  expect(canBy('log_loss', [1, 1])).toBe(true);
  expect(canBy('log_loss', [1, 1], [0, 0])).toBe(false);
  expect(canBy('r2', [3, 4])).toBe(true);
  expect(canBy('r2', [3, 3])).toBe(false);
});

test('rows as they count in training still count one each on average', () => {
  const truth = Int32Array.of(0, 0, 0, 1);
  const judged = { metric: metricNamed('log_loss'), task: binary, truth, weights: undefined };
  const balanced = asInTraining({ ...judged, classWeights: 'balanced' });
  expect(balanced.weights).toEqual(Float64Array.of(2 / 3, 2 / 3, 2 / 3, 2));
  const told = asInTraining({ ...judged, classWeights: [10, 30] });
  expect([...(told.weights ?? [])]).toEqual(
    [2 / 3, 2 / 3, 2 / 3, 2].map((own) => expect.closeTo(own)),
  );
});
