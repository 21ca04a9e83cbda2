import { expect, test } from 'vitest';
import { tellBaseline } from '../../src/fit/tell-baseline.js';
import type { LeaderboardRow } from '../../src/leaderboard/leaderboard.js';
import { metricNamed } from '../../src/metrics/metrics.js';

const row = (
  family: string,
  scoreValidation: number,
  rest: Partial<LeaderboardRow> = {},
): LeaderboardRow => ({
  ...{ rank: 1, name: family, family, scoreValidation, metric: 'log_loss', fitSeconds: 1 },
  ...{ msPer1000Rows: 1, parameters: 1, length: 0, folds: 5, state: 'complete', weight: 0 },
  ...rest,
});

function told(
  rows: readonly LeaderboardRow[],
  metric = 'log_loss',
  classWeights?: 'balanced',
): readonly string[] {
  const messages: string[] = [];
  tellBaseline(rows, metricNamed(metric), {
    classWeights,
    onProgress: (event) => {
      if (event.kind === 'warning') messages.push(event.message);
    },
  });
  return messages;
}

test('what is kept and scores no better than the baseline is told', () => {
  const [constant, linear] = [row('constant', 0.6929, { weight: 0.7 }), row('linear', 0.71)];
  expect(told([constant, row('ensemble', 0.6938, { weight: 1 }), linear])).toEqual([
    'what is kept scores no better than the constant baseline (log_loss 0.6938 beside 0.6929): the columns may tell nothing of the label',
  ]);
  expect(told([row('constant', 0.6929, { weight: 1 }), linear])).toEqual([
    'no model scores better than the constant baseline, which is kept (log_loss 0.6929): the columns may tell nothing of the label',
  ]);
  // With thresholds that were fitted to other rows it is worse.
  const decided = row('linear', 0.92, { weight: 1, scoreCrossFitted: 0.88 });
  expect(told([decided, row('constant', 0.9)], 'accuracy')).toHaveLength(1);
});

test('what is better is not, nor where there is nothing beside the baseline', () => {
  expect(told([row('linear', 0.69, { weight: 1 }), row('constant', 0.6929)])).toEqual([]);
  expect(told([row('linear', 0.91, { weight: 1 }), row('constant', 0.9)], 'accuracy')).toEqual([]);
  expect(told([row('constant', 0.6929, { weight: 1 })])).toEqual([]);
  const failed = row('linear', 0, { state: 'failed', scoreValidation: null });
  expect(told([row('constant', 0.6929, { weight: 1 }), failed])).toEqual([]);
});

test('columns are not blamed alone where classes are judged, nor where classes are weighted', () => {
  const [constant, linear] = [row('constant', 0.963), row('linear', 0.963, { weight: 1 })];
  const what =
    'what is kept scores no better than the constant baseline (accuracy 0.9630 beside 0.9630)';
  expect(told([constant, linear], 'accuracy')).toEqual([
    `${what}: the columns may tell nothing of the label, or too little to decide otherwise`,
  ]);
  expect(told([constant, linear], 'accuracy', 'balanced')).toEqual([
    `${what}: the weights of classes count in training, and not in the metric`,
  ]);
});
