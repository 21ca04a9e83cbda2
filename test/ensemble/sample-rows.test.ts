import { expect, test } from 'vitest';
import { finishEnsemble } from '../../src/ensemble/finish-ensemble.js';
import { MOST_CELLS, sampleRows } from '../../src/ensemble/sample-rows.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { createJudge } from '../../src/trial/trial-judge.js';
import { randomStream } from '../../src/util/random.js';
import { trialRecord } from '../fixtures/kept-trial.js';
import { regression } from '../fixtures/tasks.js';

/** Rows of one holdout, their numbers, and members whose errors are their own. */
function problem(rows: number) {
  const random = randomStream(5);
  const target = Float64Array.from({ length: rows }, () => random.normal());
  const folds = [{ train: new Int32Array(), validation: Int32Array.from(target, (_, row) => row) }];
  const judge = createJudge(folds, regression, metricNamed('rmse'), { target });
  const kept = [0.5, 0.6].map((error, i) => ({
    trial: trialRecord(i + 1, { score: error }),
    predictions: Float64Array.from(target, (value) => value + error * random.normal()),
  }));
  return { judge, kept };
}

test('few rows are all taken', () => {
  const { judge, kept } = problem(MOST_CELLS);
  expect(sampleRows(judge, kept, 0)).toEqual({ judge, kept, isPart: false });
});

test('of many rows some are drawn, the same ones of labels and of every prediction', () => {
  const { judge, kept } = problem(MOST_CELLS + 1000);
  const sample = sampleRows(judge, kept, 3);
  expect(sample.judge.truth).toHaveLength(MOST_CELLS);
  const own = { trial: trialRecord(9), predictions: Float64Array.from(judge.truth) };
  const same = sampleRows(judge, [own], 3).kept[0]?.predictions;
  expect(same).toEqual(Float64Array.from(sample.judge.truth));
  expect(sampleRows(judge, kept, 3)).toEqual(sample);
  expect(sampleRows(judge, kept, 4).judge.truth).not.toEqual(sample.judge.truth);
});

test('an ensemble that is chosen by a sample is scored on all rows', () => {
  const { judge, kept } = problem(MOST_CELLS + 1000);
  const ensemble = finishEnsemble(kept, judge, { rounds: 25, stacking: false, calibrate: true }, 0);
  expect(ensemble.members).toHaveLength(2);
  const mixed = Float64Array.from(judge.truth, (_, row) =>
    ensemble.members.reduce(
      (sum, { weight }, i) => sum + weight * (kept[i]?.predictions[row] ?? 0),
      0,
    ),
  );
  const score = judge.metric.score(judge.truth, mixed, regression);
  expect(ensemble.score).toBeCloseTo(score, 6);
});
