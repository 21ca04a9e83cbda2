import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Metric } from '../../src/metrics/metric.js';
import { allMetricsOf } from '../../src/metrics/metrics.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { binary, regression, threeClasses } from '../fixtures/tasks.js';

const twoOfMany: TaskShape = { kind: 'multiclass', classes: 2 };
const decided: TaskShape = { ...binary, threshold: 0.3 };
const tasks = [
  ['binary', binary],
  ['binary with a threshold', decided],
  ['multiclass', threeClasses],
  ['multiclass of two', twoOfMany],
  ['regression', regression],
] as const;

interface Sample {
  readonly truth: readonly number[];
  readonly predictions: readonly (readonly number[])[];
  readonly weights?: readonly number[];
}

function scoreOf(metric: Metric, task: TaskShape, { truth, predictions, weights }: Sample): number {
  const guess = Float64Array.from(predictions.flat());
  const labels = task.kind === 'regression' ? Float64Array.from(truth) : Int32Array.from(truth);
  return metric.score(labels, guess, task, weights && Float64Array.from(weights));
}

/** To ten digits; of a label that a metric cannot judge both are no number. */
function expectSame(score: number, other: number, name: string): void {
  if (Number.isNaN(other)) expect(score, name).toBeNaN();
  else expect(score, name).toBeCloseTo(other, 10);
}

/** Rows of which the first ones have every class, with sure and unsure predictions. */
function sampleOf(task: TaskShape) {
  const width = Math.max(1, task.classes);
  const share = fc.integer({ min: 1, max: 8 }).map((eighths) => eighths / 8);
  const label = fc.integer({ min: task.kind === 'regression' ? 0 : -2, max: width - 1 });
  const row = fc.record({
    truth: label,
    predictions: fc.array(share, { minLength: width, maxLength: width }),
  });
  return fc.array(row, { minLength: 4, maxLength: 9 }).map((rows) => ({
    truth: rows.map((own, i) => (i < 3 ? i % Math.max(2, width) : own.truth)),
    predictions: rows.map((own) => own.predictions),
  }));
}

describe.each(tasks)('%s', (_name, task) => {
  const metrics = allMetricsOf(task.kind);

  test('one prediction that is not a number makes every score not a number', () => {
    fc.assert(
      fc.property(sampleOf(task), fc.nat(), ({ truth, predictions }, nat) => {
        const place = nat % predictions.length;
        const spoilt = predictions.map((own, i) => (i === place ? own.map(() => Number.NaN) : own));
        for (const metric of metrics) {
          expect(scoreOf(metric, task, { truth, predictions: spoilt }), metric.name).toBeNaN();
        }
      }),
    );
  });

  test('a row of weight 0 is as if it were not there, even without a prediction', () => {
    fc.assert(
      fc.property(sampleOf(task), ({ truth, predictions }) => {
        const nothing = new Array<number>(Math.max(1, task.classes)).fill(Number.NaN);
        const more = { truth: [...truth, 0], predictions: [...predictions, nothing] };
        const weights = [...truth.map(() => 1), 0];
        for (const metric of metrics) {
          const plain = scoreOf(metric, task, { truth, predictions });
          expectSame(scoreOf(metric, task, { ...more, weights }), plain, metric.name);
        }
      }),
    );
  });

  test('no row, or none that counts, has no score', () => {
    const row = new Array<number>(Math.max(1, task.classes)).fill(0.5);
    for (const metric of metrics) {
      expect(scoreOf(metric, task, { truth: [], predictions: [] }), metric.name).toBeNaN();
      const weightless = { truth: [0, 1], predictions: [row, row], weights: [0, 0] };
      expect(scoreOf(metric, task, weightless), metric.name).toBeNaN();
    }
  });

  test('predictions that are missing altogether are no good ones', () => {
    for (const metric of metrics) {
      expect(scoreOf(metric, task, { truth: [0, 1, 0], predictions: [] }), metric.name).toBeNaN();
    }
  });

  test('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(sampleOf(task), ({ truth, predictions }) => {
        const back = { truth: truth.toReversed(), predictions: predictions.toReversed() };
        for (const metric of metrics) {
          const score = scoreOf(metric, task, { truth, predictions });
          expectSame(scoreOf(metric, task, back), score, metric.name);
        }
      }),
    );
  });
});

test('a class whose probabilities are not numbers is not left out of the ROC AUC', () => {
  const [rocAuc] = allMetricsOf('multiclass').filter(({ name }) => name === 'roc_auc');
  const predictions = [
    [0.9, 0.1, Number.NaN],
    [0.1, 0.9, Number.NaN],
    [0.2, 0.3, Number.NaN],
  ];
  expect(rocAuc && scoreOf(rocAuc, threeClasses, { truth: [0, 1, 2], predictions })).toBeNaN();
});

/** By these a further mistake may be worth something: it says more of what would be expected, or of other rows. */
const RELATIVE = /^(roc_auc|mcc|.*kappa|brier_score|expected_calibration_error)/;

test.each(allMetricsOf('multiclass').filter(({ name }) => !RELATIVE.test(name)))(
  '$name: rows of a class that the model does not know make the score worse',
  (metric) => {
    fc.assert(
      fc.property(sampleOf(threeClasses), ({ truth, predictions }) => {
        const more = { truth: [...truth, -3], predictions: [...predictions, [1, 0, 0]] };
        const [before, after] = [
          scoreOf(metric, threeClasses, { truth, predictions }),
          scoreOf(metric, threeClasses, more),
        ];
        if (metric.direction === 'minimize') expect(after).toBeGreaterThan(before);
        else expect(after).toBeLessThanOrEqual(before);
      }),
    );
  },
);
