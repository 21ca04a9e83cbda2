import { describe, expect, test } from 'vitest';
import { countsWeights } from '../../src/metrics/custom-counts.js';
import type { ClassesMetric, CustomMetric } from '../../src/metrics/custom-metric.js';
import { checkedMetric, customMetricOf } from '../../src/metrics/custom-metrics.js';
import { decideClasses } from '../../src/metrics/decisions.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { binary, regression, threeClasses } from '../fixtures/tasks.js';

const named = { name: 'mine', direction: 'maximize' } as const;
const rightShare: CustomMetric = {
  ...named,
  judges: 'classes',
  score(truth, predictions, { weights }) {
    let [right, all] = [0, 0];
    for (const [row, code] of truth.entries()) {
      const weight = weights?.[row] ?? 1;
      all += weight;
      if (predictions[row] === code) right += weight;
    }
    return right / all;
  },
};

describe('what is no metric is refused', () => {
  test.each<[unknown, string]>([
    [7, 'cannot be 7'],
    [{ direction: 'maximize', score: () => 0 }, 'needs a `name`'],
    [{ name: 'a/b', direction: 'maximize', score: () => 0 }, 'needs a `name`'],
    [{ name: 'F1', direction: 'maximize', score: () => 0 }, 'cannot be called "F1"'],
    [{ name: 'pinball_0.3', direction: 'minimize', score: () => 0 }, 'there is one of that name'],
    [{ name: 'mine', direction: 'up', score: () => 0 }, '"mine" needs a `direction`, not "up"'],
    [{ ...named, judges: 'rows', score: () => 0 }, '"mine" cannot judge "rows"'],
    [named, '"mine" needs a function `score`'],
    [() => 0, 'needs a `name`'],
  ])('%j', (given, message) => {
    expect(() => checkedMetric(given)).toThrow(message);
  });

  test('on tasks that it does not judge', () => {
    const numbers = { ...named, judges: 'numbers', score: () => 1 } as const;
    expect(() => customMetricOf(numbers, binary, ['no', 'yes'])).toThrow(
      '"mine" judges numbers, which a binary task has not',
    );
  });
});

test('quantiles are judged by none, as they are no number a row', () => {
  const mine = { ...named, score: () => 1 };
  const task = { kind: 'quantile', quantiles: [0.1, 0.5, 0.9], classes: 0 } satisfies TaskShape;
  expect(() => customMetricOf(mine, task, [])).toThrow('Quantiles are judged by');
});

test('a function is a metric by its name', () => {
  function meanError(truth: ArrayLike<number>) {
    return truth.length;
  }
  Object.assign(meanError, { direction: 'minimize' });
  const metric = customMetricOf(meanError, regression, []);
  expect(metric).toMatchObject({ name: 'meanError', direction: 'minimize', judges: 'numbers' });
  expect(metric.score(Float64Array.of(1, 2), Float64Array.of(1, 2), regression)).toBe(2);
});

test('it is given rows that count, codes of classes and what it judges', () => {
  const seen: unknown[] = [];
  const metric = customMetricOf(
    { ...named, score: (...given: unknown[]) => seen.push(given) },
    threeClasses,
    ['a', 'b', 'c'],
  );
  const chances = Float64Array.of(0.2, 0.3, 0.5, NaN, NaN, NaN, 1, 0, 0);
  metric.score(Int32Array.of(2, 0, -3), chances, threeClasses, Float64Array.of(2, 0, 1));
  expect(seen).toEqual([
    [
      Int32Array.of(2, -1),
      Float64Array.of(0.2, 0.3, 0.5, 1, 0, 0),
      { classes: ['a', 'b', 'c'], weights: Float64Array.of(2, 1) },
    ],
  ]);
});

test('without rows or predictions it is not asked, and not a number', () => {
  const metric = customMetricOf({ ...named, score: () => 1 }, regression, []);
  expect(metric.score(Float64Array.of(), Float64Array.of(), regression)).toBeNaN();
  expect(metric.score(Float64Array.of(1), Float64Array.of(NaN), regression)).toBeNaN();
  expect(metric.score(Float64Array.of(1), Float64Array.of(1), regression)).toBe(1);
});

test('what it fails with, or says besides a number, is told with its name', () => {
  const scoreBy = (score: () => unknown) =>
    customMetricOf({ ...named, score }, regression, []).score(
      Float64Array.of(1),
      Float64Array.of(1),
      regression,
    );
  expect(() => scoreBy(() => 'good')).toThrow('The metric "mine" gave "good", not a number.');
  expect(() =>
    scoreBy(() => {
      throw new Error('no such column');
    }),
  ).toThrow('The metric "mine" failed: no such column.');
});

test('one of classes that counts weights is told by counts, and decides as the same metric of autofit', () => {
  const metric = customMetricOf(rightShare, { ...binary, positive: 0 }, ['no', 'yes']);
  const counts = {
    truePositive: 3,
    falsePositive: 2.5,
    trueNegative: 4,
    falseNegative: 0,
    unknownPositive: 0,
  };
  expect(metric.ofCounts?.(counts)).toBeCloseTo(
    metricNamed('accuracy').ofCounts?.(counts) ?? 0,
    12,
  );
  const truth = Int32Array.of(0, 1, 1);
  const chances = Float64Array.of(0.6, 0.4, 0.6, 0.4, 0.2, 0.8);
  expect(metric.score(truth, chances, binary)).toBeCloseTo(2 / 3, 12);
  expect(metric.score(truth, chances, { ...binary, threshold: 0.3 })).toBeCloseTo(2 / 3, 12);
});

test('the threshold is where one that is to be least is least', () => {
  // By hand: five times the missed and once the false alarms cost least where a chance of one in six decides.
  const [missed, alarm] = [5, 1];
  const cost: ClassesMetric = {
    name: 'mine',
    direction: 'minimize',
    judges: 'classes',
    score(truth, predictions, { weights }) {
      let [sum, all] = [0, 0];
      for (const [row, code] of truth.entries()) {
        const weight = weights?.[row] ?? 1;
        all += weight;
        if (predictions[row] !== code) sum += weight * (code === 1 ? missed : alarm);
      }
      return sum / all;
    },
  };
  const steps = Array.from({ length: 400 }, (_, row) => (row + 0.5) / 400);
  const truth = Int32Array.from(steps, (chance, row) => Number((row * 0.618) % 1 < chance));
  const predictions = Float64Array.from(steps.flatMap((chance) => [1 - chance, chance]));
  const metric = customMetricOf(cost, binary, ['no', 'yes']);
  const rows = { metric, task: binary, truth, weights: undefined };
  const { threshold, predictions: decided } = decideClasses(rows, predictions);
  expect(threshold).toBeGreaterThan(0.05);
  expect(threshold).toBeLessThan(0.3);
  const half = metric.score(truth, predictions, binary);
  expect(metric.score(truth, decided, binary)).toBeLessThan(half - 0.1);
  const turned: ClassesMetric = {
    ...cost,
    direction: 'maximize',
    score: (...given) => -cost.score(...given),
  };
  const best = customMetricOf(turned, binary, ['no', 'yes']);
  expect(decideClasses({ ...rows, metric: best }, predictions).threshold).toBe(threshold);
});

test('one that does not count weights fits no threshold', () => {
  const blind = {
    ...rightShare,
    score: (...[truth, guess]: [Int32Array, Int32Array]) =>
      truth.filter((code, row) => code === guess[row]).length / truth.length,
  };
  const metric = customMetricOf(blind, binary, ['no', 'yes']);
  expect(metric.ofCounts).toBeUndefined();
  expect(countsWeights(metric, binary)).toBe(false);
  expect(countsWeights(metricNamed('rmse'), regression)).toBe(true);
});
