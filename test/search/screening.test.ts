import { expect, test } from 'vitest';
import { metricNamed } from '../../src/metrics/metrics.js';
import { SCHEDULERS } from '../../src/search/schedulers/schedulers.js';
import { isScreened } from '../../src/search/screening.js';
import { createJudge } from '../../src/trial/trial-judge.js';
import { regression } from '../fixtures/tasks.js';

/** Two folds of 400 rows each; the first one's labels are those given. */
function judgeOf(metric: string, labelOf: (row: number) => number) {
  const rows = (from: number) => Int32Array.from({ length: 400 }, (_, i) => from + i);
  const folds = [
    { train: rows(400), validation: rows(0) },
    { train: rows(0), validation: rows(400) },
  ];
  const target = Float64Array.from({ length: 800 }, (_, row) => (row < 400 ? labelOf(row) : row));
  return createJudge(folds, regression, metricNamed(metric), { target });
}

test('configurations are not compared on a first fold that the metric cannot score', () => {
  const { halving, none } = SCHEDULERS;
  expect(
    isScreened(
      halving,
      judgeOf('r2', (row) => row),
    ),
  ).toBe(true);
  expect(
    isScreened(
      halving,
      judgeOf('r2', () => 7),
    ),
  ).toBe(false);
  expect(
    isScreened(
      halving,
      judgeOf('rmse', () => 7),
    ),
  ).toBe(true);
  expect(
    isScreened(
      none,
      judgeOf('rmse', (row) => row),
    ),
  ).toBe(false);
});
