import { describe, expect, test } from 'vitest';
import { metricNamed } from '../../src/metrics/metrics.js';
import { stoppingScore } from '../../src/trial/stopping-score.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { binary, regression, threeClasses } from '../fixtures/tasks.js';

function scoreBy(
  metric: string,
  task: TaskShape,
  truth: readonly number[],
  weights?: readonly number[],
) {
  const labels = task.kind === 'regression' ? Float64Array.from(truth) : Int32Array.from(truth);
  const own = weights && Float64Array.from(weights);
  const { score } = stoppingScore({
    metric: metricNamed(metric),
    task,
    truth: labels,
    weights: own,
  });
  return (predictions: readonly number[]) => score(Float64Array.from(predictions));
}

/** Both probabilities of each row. */
function chances(...positive: readonly number[]): readonly number[] {
  return positive.flatMap((chance) => [1 - chance, chance]);
}

describe('metrics of classes', () => {
  test.each([
    'accuracy',
    'f1',
    'balanced_accuracy',
    'f2',
    'precision_macro',
    'mcc',
    'quadratic_kappa',
  ])('%s stops by log loss, which moves where no row changes its class', (metric) => {
    const score = scoreBy(metric, binary, [1, 0]);
    const [early, late] = [score(chances(0.02, 0.01)), score(chances(0.4, 0.01))];
    expect(early).toBeCloseTo((Math.log(0.02) + Math.log(0.99)) / 2, 12);
    expect(late).toBeCloseTo((Math.log(0.4) + Math.log(0.99)) / 2, 12);
  });

  test('so do those of several classes', () => {
    const score = scoreBy('accuracy', threeClasses, [2]);
    expect(score([0.2, 0.3, 0.5])).toBeCloseTo(Math.log(0.5), 12);
  });
});

describe('metrics of numbers', () => {
  test.each([
    ['spearman', 'rmse'],
    ['pearson', 'rmse'],
    ['r2', 'rmse'],
    ['median_absolute_error', 'mae'],
    ['poisson_deviance', 'poisson_deviance'],
  ])('%s stops by %s', (metric, by) => {
    const truth = Float64Array.of(1, 2, 5);
    const judge = { metric: metricNamed(metric), task: regression, truth, weights: undefined };
    expect(stoppingScore(judge).metric.name).toBe(by);
  });
});

describe('the area under the ROC curve', () => {
  test('decides, and log loss among equal areas', () => {
    const score = scoreBy('roc_auc', binary, [1, 0, 0]);
    const [good, surer, worse] = [
      score(chances(0.4, 0.3, 0.2)),
      score(chances(0.7, 0.3, 0.2)),
      score(chances(0.99, 0.01, 0.999)),
    ];
    expect(good).toBeCloseTo(1, 6);
    expect(surer).toBeGreaterThan(good);
    expect(worse).toBeLessThan(good);
  });

  test('gives way to log loss where the fold holds one class', () => {
    const score = scoreBy('roc_auc', binary, [1, 1]);
    expect(score(chances(0.5, 0.25))).toBeCloseTo((Math.log(0.5) + Math.log(0.25)) / 2, 12);
  });
});

test('r2 of a constant label gives way to the error', () => {
  const score = scoreBy('r2', regression, [7.5, 7.5]);
  expect(score([7.5, 6.5])).toBeCloseTo(-Math.sqrt(0.5), 12);
  expect(score([7, 7.5])).toBeGreaterThan(score([6, 7.5]));
});

test('rows of no weight count alike where there are no others', () => {
  expect(scoreBy('mae', regression, [1, 3], [0, 0])([2, 5])).toBe(-1.5);
  expect(scoreBy('mae', regression, [1, 3], [0, 2])([2, 5])).toBe(-2);
  expect(scoreBy('log_loss', binary, [1], [0])(chances(0.5))).toBeCloseTo(Math.log(0.5), 12);
});

test.each([
  ['mape', [0, 3], -1.5],
  ['rmsle', [-1, 3], -2],
  ['poisson_deviance', [-1, 3], -2],
  ['gamma_deviance', [0, 3], -Math.sqrt(2.5)],
])(
  '%s gives way to an error where only rows without weight are left, with labels that it cannot judge',
  (metric, truth, score) => {
    expect(scoreBy(metric, regression, truth, [0, 0])([1, 5])).toBeCloseTo(score, 12);
    // What does not count beside others is no reason.
    const judge = {
      metric: metricNamed(metric),
      task: regression,
      truth: Float64Array.from(truth),
      weights: Float64Array.of(0, 1),
    };
    expect(stoppingScore(judge).metric.name).toBe(metric);
  },
);

test.each([
  ['accuracy', binary],
  ['roc_auc', binary],
  ['log_loss', binary],
] as const)('%s of what has diverged is no number', (metric, task) => {
  expect(scoreBy(metric, task, [1, 1])([Number.NaN, Number.NaN, 0.5, 0.5])).toBeNaN();
});

test('rows of a small weight count by it', () => {
  expect(scoreBy('mae', regression, [1, 3], [0, 0.5])([2, 5])).toBe(-2);
});
