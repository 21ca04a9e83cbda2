import { expect, test } from 'vitest';
import { rankTrials, withoutTimes } from '../../src/leaderboard/leaderboard.js';
import { paretoFront } from '../../src/leaderboard/pareto.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { trialRecord } from '../fixtures/kept-trial.js';

test('rows that are worse and slower than another one are left out', () => {
  const shapes = [
    [1, 0.3, 9],
    [2, 0.2, 20],
    [3, 0.4, 10],
    [4, 0.3, 8],
    [5, 0.9, 1],
  ] as const;
  const trials = shapes.map(([number, score, msPer1000Rows]) =>
    trialRecord(number, { score, msPer1000Rows }),
  );
  const failed = trialRecord(6, { score: null, state: 'failed' });
  const rows = rankTrials([...trials, failed], metricNamed('rmse'));
  expect(paretoFront(rows, 'rmse').map(({ name }) => name)).toEqual(['mlp-2', 'mlp-4', 'mlp-5']);
  const tested = rows.map((row) => (row.name === 'mlp-3' ? { ...row, scoreTest: 0.1 } : row));
  expect(paretoFront(tested, 'rmse').map(({ name }) => name)).toEqual(['mlp-3']);
});

test('trials that nothing predicts with are left out, however good', () => {
  const unfinished = (['paused', 'screened', 'failed'] as const).map((state, i) =>
    trialRecord(i + 2, { state, score: 0.1, msPer1000Rows: 1 }),
  );
  const whole = trialRecord(1, { folds: 5 });
  const rows = rankTrials([whole, ...unfinished], metricNamed('rmse'));
  expect(paretoFront(rows, 'rmse').map(({ name }) => name)).toEqual(['mlp-1']);
});

test('without any time it is said where there are some', () => {
  const rows = withoutTimes(rankTrials([trialRecord(1)], metricNamed('rmse')));
  expect(() => paretoFront(rows, 'rmse')).toThrow('no times to predict');
  expect(paretoFront([], 'rmse')).toEqual([]);
});
