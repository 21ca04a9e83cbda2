import { describe, expect, test } from 'vitest';
import { rankRows } from '../../src/metrics/best-threshold.js';
import { truthAt, valuesAt } from '../../src/metrics/metric.js';
import { describeMetric, metricNamed } from '../../src/metrics/metrics.js';
import { predictedClass } from '../../src/metrics/predicted-class.js';
import { r2 } from '../../src/metrics/r2.js';
import { tempered } from '../../src/metrics/tempered.js';
import { binary, regression, threeClasses } from '../fixtures/tasks.js';

test('labels keep their kind where some are taken, and what is not there is no label', () => {
  expect(truthAt(Int32Array.of(3, 4), Int32Array.of(1, 0, 5))).toEqual(Int32Array.of(4, 3, -1));
  expect(truthAt(Float64Array.of(3, 4), Int32Array.of(1, 5))).toEqual(
    Float64Array.of(4, Number.NaN),
  );
  expect(valuesAt(Float64Array.of(3, 4), Int32Array.of(0, 0))).toEqual(Float64Array.of(3, 3));
});

describe('the predicted class', () => {
  test('is the first of equally probable ones', () => {
    expect(predictedClass(Float64Array.of(9, 9, 9, 0.2, 0.4, 0.4), 1, threeClasses)).toBe(1);
  });

  test('of a binary task is the positive one from the threshold on', () => {
    const at = (threshold: number) =>
      predictedClass(Float64Array.of(0.4, 0.6), 0, { ...binary, positive: 0, threshold });
    expect([at(0.4), at(0.41)]).toEqual([0, 1]);
  });
});

test('a metric is found by its name however it is written, and others are mistakes that say which there are', () => {
  expect(metricNamed('Log-Loss').name).toBe('log_loss');
  expect(() => metricNamed('acuracy')).toThrow('no metric "acuracy"');
  expect(() => metricNamed('rmse', 'binary')).toThrow('not for a binary task');
  expect([describeMetric('rmse'), describeMetric('r2')]).toEqual(['rmse ↓', 'r2 ↑']);
});

test('metrics of the positive class alone name it, averages and the others do not', () => {
  const names = ['f1', 'f0.5', 'precision', 'recall', 'ap', 'f1_macro', 'roc_auc', 'accuracy'];
  expect(names.map((name) => describeMetric(name, undefined, 'yes'))).toEqual([
    'f1 ↑ of "yes"',
    'f0.5 ↑ of "yes"',
    'precision ↑ of "yes"',
    'recall ↑ of "yes"',
    'ap ↑ of "yes"',
    'f1_macro ↑',
    'roc_auc ↑',
    'accuracy ↑',
  ]);
});

test('a label that is constant but for rounding has no share of variance', () => {
  const scoreOf = (...truth: number[]) =>
    r2.score(Float64Array.from(truth), Float64Array.from(truth), regression);
  expect(scoreOf(0.3, 0.1 + 0.2)).toBeNaN();
  expect(scoreOf(1e6, 1e6 + 2e-10)).toBeNaN();
  expect(scoreOf(0.3, 0.3 + 1e-9)).toBe(1);
  expect(scoreOf(1e-20, 2e-20)).toBe(1);
});

test('rows are ranked by their probability, equal ones by their place, and those of no weight not at all', () => {
  const predictions = Float64Array.of(0.8, 0.2, 0.1, 0.9, 0.8, 0.2, 0, 1);
  const ranked = rankRows(binary, new Int32Array(4), predictions, Float64Array.of(1, 1, 2, 0));
  expect(ranked?.order).toEqual(Int32Array.of(1, 2, 0));
  expect([...(ranked?.levels ?? [])].map((level) => level / (ranked?.scale ?? 1))).toEqual(
    [0.9, 0.2, 0.2].map((chance) => expect.closeTo(chance, 12)),
  );
});

test('each row is tempered by itself', () => {
  const [a = 0, b = 0, c = 0, d = 0] = tempered(Float64Array.of(0.9, 0.1, 0.5, 0.5), 2, 0.5);
  expect([a, b]).toEqual([expect.closeTo(0.81 / 0.82, 12), expect.closeTo(0.01 / 0.82, 12)]);
  expect([c, d]).toEqual([0.5, 0.5]);
});

describe('metrics of counts', () => {
  const of = (
    name: string,
    ...[
      truePositive = 0,
      falsePositive = 0,
      trueNegative = 0,
      falseNegative = 0,
      unknownPositive = 0,
    ]: number[]
  ) =>
    metricNamed(name).ofCounts?.({
      truePositive,
      falsePositive,
      trueNegative,
      falseNegative,
      unknownPositive,
    });

  test('the balanced accuracy is the mean recall of the classes that occur', () => {
    expect(of('balanced_accuracy', 1, 1, 3, 0)).toBe((1 + 0.75) / 2);
    expect(of('balanced_accuracy', 3, 1, 0, 1)).toBe(0.75 / 2);
    expect(of('balanced_accuracy', 0, 1, 3, 0)).toBe(0.75);
    expect(of('balanced_accuracy', 3, 0, 0, 1)).toBe(0.75);
  });

  test('the accuracy is of all rows, f1 of those that are positive or taken for it', () => {
    expect(of('accuracy', 1, 2, 3, 4)).toBe(0.4);
    expect(of('f1', 3, 2, 1, 4, 5)).toBe(6 / 17);
    expect(of('f1', 0, 0, 3, 0)).toBe(0);
  });
});

test('one pair of rows has an area of its own', () => {
  const rocAuc = metricNamed('roc_auc');
  const scoreOf = (chance: number) =>
    rocAuc.score(Int32Array.of(0, 1), Float64Array.of(0.5, 0.5, 1 - chance, chance), binary);
  expect([scoreOf(0.6), scoreOf(0.5), scoreOf(0.4)]).toEqual([1, 0.5, 0]);
});
