import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { oriented } from '../../src/metrics/metric.js';
import {
  defaultMetric,
  describeMetric,
  metricNamed,
  metricsOf,
} from '../../src/metrics/metrics.js';
import { AutofitError } from '../../src/util/errors.js';
import type { TaskKind, TaskShape } from '../../src/util/task-kind.js';
import { binary, regression, threeClasses } from '../fixtures/tasks.js';

interface ReferenceCase {
  readonly kind: TaskKind;
  readonly classes: number;
  readonly truth: readonly number[];
  readonly predictions: readonly number[];
  /** Some of them 0. */
  readonly weights?: readonly number[];
  readonly scores: Readonly<Record<string, number>>;
}

const reference = JSON.parse(
  readFileSync(new URL('../reference/sklearn-metrics.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly ReferenceCase[] };

function scoreOf(
  name: string,
  truth: readonly number[],
  predictions: readonly number[],
  task: TaskShape,
  weights?: readonly number[],
): number {
  const [labels, guess] = [Float64Array.from(truth), Float64Array.from(predictions)];
  return metricNamed(name).score(labels, guess, task, weights && Float64Array.from(weights));
}

/** Probabilities of both classes from that of class 1. */
function both(...positives: readonly number[]): number[] {
  return positives.flatMap((p) => [1 - p, p]);
}

const scores = reference.cases.flatMap((sample) =>
  Object.entries(sample.scores).map(([name, score]) => ({ ...sample, name, score })),
);

test.each(scores)(
  '$name of a $kind task with $classes classes is what scikit-learn says',
  (sample) => {
    const { name, score, classes, kind, truth } = sample;
    const withoutZeros = (value: number) => (value + 1 / 16) / (1 + classes / 16);
    const predictions =
      name === 'log_loss' ? sample.predictions.map(withoutZeros) : sample.predictions;
    const task =
      kind === 'binary' ? { kind, classes, positive: 1 } : ({ kind, classes } as TaskShape);
    expect(scoreOf(name, truth, predictions, task, sample.weights)).toBeCloseTo(score, 6);
  },
);

test('accuracy is the share of rows whose most probable class is right, the first of equal ones', () => {
  expect(scoreOf('accuracy', [1, 0, 1, 0], both(0.9, 0.2, 0.4, 0.5), binary)).toBe(0.75);
});

test('balanced accuracy is the mean recall of the classes that occur', () => {
  expect(scoreOf('balanced_accuracy', [0, 0, 0, 1], both(0.1, 0.1, 0.9, 0.9), binary)).toBeCloseTo(
    (2 / 3 + 1) / 2,
    12,
  );
  expect(scoreOf('balanced_accuracy', [1, 1], both(0.9, 0.1), binary)).toBe(0.5);
});

test('log loss is the mean of −log p of the true class', () => {
  expect(scoreOf('log_loss', [1, 0], both(0.5, 0.75), binary)).toBeCloseTo(
    -(Math.log(0.5) + Math.log(0.25)) / 2,
    6,
  );
});

test('log loss scales rows to sum to 1', () => {
  expect(scoreOf('log_loss', [0], [1, 1, 2], threeClasses)).toBeCloseTo(Math.log(4), 6);
});

test('one sure mistake leaves the log loss finite', () => {
  expect(scoreOf('log_loss', [0], [0, 1], binary)).toBeCloseTo(-Math.log(1e-7), 6);
});

test('ROC AUC counts pairs in the right order, ties half', () => {
  // of the 4 pairs, 2 are right, 1 is wrong and 1 is tied
  expect(scoreOf('roc_auc', [1, 1, 0, 0], both(0.75, 0.25, 0.25, 0.5), binary)).toBe(0.625);
});

test('ROC AUC and F1 follow the positive class', () => {
  const noFirst: TaskShape = { ...binary, positive: 0 };
  const predictions = both(0.9, 0.6, 0.2, 0.1);
  expect(scoreOf('f1', [1, 0, 0, 0], predictions, binary)).toBeCloseTo(2 / 3, 12);
  expect(scoreOf('f1', [1, 0, 0, 0], predictions, noFirst)).toBeCloseTo(4 / 5, 12);
  expect(scoreOf('roc_auc', [1, 0, 0, 0], predictions, noFirst)).toBe(1);
});

test('ROC AUC of several classes is the mean of each against the rest', () => {
  const predictions = [0.6, 0.3, 0.1, 0.2, 0.5, 0.3, 0.7, 0.1, 0.2];
  // class 0: row 0 lies between the others: 1/2; class 1: 1; class 2: row 2 lies between: 1/2
  expect(scoreOf('roc_auc', [0, 1, 2], predictions, threeClasses)).toBeCloseTo(2 / 3, 12);
});

test('ROC AUC of rows of one class is not a number', () => {
  expect(scoreOf('roc_auc', [1, 1], both(0.2, 0.7), binary)).toBeNaN();
});

test('RMSE, MAE and R² of a small sample', () => {
  const [truth, guess] = [
    [1, 2, 6],
    [1, 4, 5],
  ];
  expect(scoreOf('rmse', truth, guess, regression)).toBeCloseTo(Math.sqrt(5 / 3), 12);
  expect(scoreOf('mae', truth, guess, regression)).toBe(1);
  expect(scoreOf('r2', truth, guess, regression)).toBeCloseTo(1 - 5 / 14, 12);
  expect(scoreOf('r2', [2, 2], [1, 3], regression)).toBeNaN();
});

test('a class that the model does not know counts as wrong', () => {
  const perfect = [1, 0, 0, 0, 1, 0];
  expect(scoreOf('accuracy', [0, -1], perfect, threeClasses)).toBe(0.5);
  expect(scoreOf('log_loss', [0, -1], perfect, threeClasses)).toBeCloseTo(-Math.log(1e-7) / 2, 6);
  // of the three classes that are there or predicted, one is always found
  expect(scoreOf('f1', [0, -1], perfect, threeClasses)).toBeCloseTo(1 / 3, 12);
  expect(scoreOf('balanced_accuracy', [0, -1], perfect, threeClasses)).toBe(0.5);
  expect(scoreOf('balanced_accuracy', [0, -1, -2], [...perfect, 1, 0, 0], threeClasses)).toBe(
    1 / 3,
  );
  // ranked above the only row of class 1, the unknown row is a mistake
  expect(scoreOf('roc_auc', [1, -1], both(0.6, 0.8), binary)).toBe(0);
});

test('every metric knows its good direction', () => {
  const directions = (['binary', 'regression'] as const).flatMap((task) =>
    metricsOf(task).map(({ name }) => describeMetric(name)),
  );
  expect(directions).toEqual([
    'log_loss ↓',
    'accuracy ↑',
    'balanced_accuracy ↑',
    'roc_auc ↑',
    'f1 ↑',
    'rmse ↓',
    'mae ↓',
    'r2 ↑',
  ]);
  expect(oriented(metricNamed('rmse'), 2)).toBe(-2);
  expect(oriented(metricNamed('r2'), 2)).toBe(2);
});

test('log loss decides for classes, RMSE for numbers', () => {
  const kinds = ['binary', 'multiclass', 'regression'] as const;
  expect(kinds.map((kind) => defaultMetric(kind).name)).toEqual(['log_loss', 'log_loss', 'rmse']);
});

test('a metric is found with a dash and in capitals too', () => {
  expect(metricNamed('ROC-AUC').name).toBe('roc_auc');
});

function refusal(name: string, task?: TaskKind): AutofitError {
  try {
    metricNamed(name, task);
  } catch (thrown) {
    if (thrown instanceof AutofitError) return thrown;
    throw thrown;
  }
  throw new Error(`${name} is a metric`);
}

test('an unknown metric is refused with the nearest name and the list', () => {
  const error = refusal('acuracy');
  expect(error.message).toBe('There is no metric "acuracy".');
  expect(error.hint).toContain('Did you mean "accuracy"?');
  expect(error.hint).toContain('log_loss, accuracy, balanced_accuracy, roc_auc, f1, rmse, mae, r2');
});

test('a metric of another task is refused with those that fit', () => {
  const error = refusal('rmse', 'binary');
  expect(error.message).toContain('not for a binary task');
  expect(error.hint).toContain('log_loss, accuracy, balanced_accuracy, roc_auc, f1;');
});

test.each([
  ['F-1', 'f1'],
  ['f_2', 'f2'],
  ['f0.50', 'f0.5'],
  ['f3_weighted', 'f3_weighted'],
  ['top_10', 'top_10_accuracy'],
  ['pinball_.25', 'pinball_0.25'],
  ['ece', 'expected_calibration_error'],
  ['f0.0000010', 'f0.000001'],
  ['f100000000000000000000', 'f100000000000000000000'],
])('%s is %s, which is read again', (written, name) => {
  expect(metricNamed(written).name).toBe(name);
  expect(metricNamed(name).name).toBe(name);
});

test.each([
  'f0',
  'f-1.5.2',
  'top_0_accuracy',
  'pinball_1',
  'pinball_0.0',
  'f1_mean',
  // Their own names would be f1e-7, top_1e+21_accuracy and so on.
  'f0.0000001',
  'f0.0000001_macro',
  'f1000000000000000000000',
  'top_1000000000000000000000',
  'pinball_0.0000001',
  'constructor',
])('%s is no metric', (name) => {
  expect(refusal(name).message).toBe(`There is no metric "${name}".`);
});

test('a list of metrics tells averages of one as one', () => {
  const { hint } = refusal('nothing_like_it');
  expect(hint).toContain('f1, f0.5, f2, precision, recall and average_precision also with _macro');
  expect(hint).not.toContain('precision_macro');
  expect(refusal('f1', 'regression').hint).not.toContain('_macro');
});

test('predictions that a logarithm has no place for count, and are bad', () => {
  for (const name of ['rmsle', 'poisson_deviance', 'gamma_deviance']) {
    const [near, wrong] = [
      scoreOf(name, [3], [2], regression),
      scoreOf(name, [3], [-7], regression),
    ];
    expect(Number.isFinite(wrong), name).toBe(true);
    expect(wrong, name).toBeGreaterThan(10 * near);
  }
});

test('labels that a metric cannot judge have no score, unless they weigh nothing', () => {
  expect(scoreOf('mape', [0, 2], [1, 1], regression)).toBeNaN();
  expect(scoreOf('mape', [0, 2], [1, 1], regression, [0, 1])).toBe(0.5);
});

test('correlations of equal predictions are 0, of a constant label not a number', () => {
  for (const name of ['spearman', 'pearson']) {
    expect(scoreOf(name, [1, 2, 3], [4, 4, 4], regression)).toBe(0);
    expect(scoreOf(name, [1, 1, 1], [1, 2, 3], regression)).toBeNaN();
  }
});

test('ranks do not see how far values lie apart', () => {
  expect(scoreOf('spearman', [1, 2, 3, 1000], [1, 2, 3, 4], regression)).toBeCloseTo(1, 12);
  expect(scoreOf('pearson', [1, 2, 3, 1000], [1, 2, 3, 4], regression)).toBeLessThan(0.8);
});

test('the right classes with sureness are calibrated, unsure ones are not', () => {
  expect(scoreOf('ece', [1, 0], both(1, 0), binary)).toBe(0);
  expect(scoreOf('ece', [1, 1], both(0.75, 0.75), binary)).toBeCloseTo(0.25, 12);
});

test('classes lie as far apart as in the list of all, also where some of them do not occur', () => {
  // Of 0, 1, 2, 3 no row is 2. Mistakes 2 and 2; by chance (2 + 12 + 8) / 4.
  const chances = [0, 3, 3, 1].flatMap((guess) =>
    [0, 1, 2, 3].map((code) => Number(code === guess)),
  );
  const fourClasses: TaskShape = { kind: 'multiclass', classes: 4 };
  expect(scoreOf('linear_kappa', [0, 1, 3, 3], chances, fourClasses)).toBeCloseTo(1 - 4 / 5.5, 12);
});
