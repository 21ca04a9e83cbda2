import { expect, test } from 'vitest';
import { metricNamed } from '../../../src/metrics/metrics.js';
import { groupFacts } from '../../../src/report/facts/group-facts.js';
import { withThreshold } from '../../../src/util/task-kind.js';
import { binary, regression } from '../../fixtures/tasks.js';

test('each value has its own score and rates, and the gap is that between the best and the worst', () => {
  // Ten rows each: of f 5 are positive, 4 of them found, 1 other taken for it; of m 2 are positive, all right.
  const truth = [...'1111100000', ...'1100000000'].map(Number);
  const taken = [...'1111010000', ...'1100000000'].map(Number);
  const rows = {
    metric: metricNamed('accuracy'),
    task: withThreshold(binary, 0.5),
    truth: Int32Array.from(truth),
    weights: undefined,
    predictions: Float64Array.from(taken.flatMap((is) => [1 - is, is])),
    what: 'rows',
    classes: ['no', 'yes'],
  };
  const values = truth.map((_, i) => (i < 10 ? 'f' : 'm'));
  const facts = groupFacts('sex', { values, order: [] }, rows, 0);
  expect(facts.groups).toMatchObject([
    {
      value: 'f',
      rows: 10,
      score: 0.8,
      takenPositive: 0.5,
      isPositive: 0.5,
      truePositiveRate: 0.8,
      falsePositiveRate: 0.2,
    },
    {
      value: 'm',
      rows: 10,
      score: 1,
      takenPositive: 0.2,
      isPositive: 0.2,
      truePositiveRate: 1,
      falsePositiveRate: 0,
    },
  ]);
  expect(facts.gap).toBeCloseTo(0.2, 12);
});

test('of numbers there is the bias; values of few rows are left out, missing ones are a group', () => {
  const rows = {
    metric: metricNamed('mae'),
    task: regression,
    truth: new Float64Array(25),
    weights: undefined,
    predictions: Float64Array.from({ length: 25 }, (_, i) => (i < 12 ? 2 : -1)),
    what: 'rows',
    classes: [],
  };
  const values = Array.from({ length: 25 }, (_, i) => (i < 12 ? 'a' : i < 24 ? undefined : 'rare'));
  const { groups, all } = groupFacts('x', { values, order: [] }, rows, 0);
  expect(all).toBe(3);
  expect(groups).toMatchObject([
    { value: 'a', rows: 12, score: 2, bias: 2 },
    { value: '(missing)', rows: 12, score: 1, bias: -1 },
  ]);
});

test('shares, rates and bias count rows by their weights', () => {
  // Of ten rows the first is positive, found and weighs eleven; the second is positive, missed and weighs one, as all others.
  const truth = [...'1100000000'].map(Number);
  const taken = [...'1000000001'].map(Number);
  const rows = {
    metric: metricNamed('accuracy'),
    task: withThreshold(binary, 0.5),
    truth: Int32Array.from(truth),
    weights: Float64Array.from(truth, (_, row) => (row === 0 ? 11 : 1)),
    predictions: Float64Array.from(taken.flatMap((is) => [1 - is, is])),
    what: 'rows',
    classes: ['no', 'yes'],
  };
  const values = truth.map(() => 'all');
  const [group] = groupFacts('x', { values, order: [] }, rows, 0).groups;
  expect(group).toMatchObject({
    score: 18 / 20,
    isPositive: 12 / 20,
    takenPositive: 12 / 20,
    truePositiveRate: 11 / 12,
    falsePositiveRate: 1 / 8,
  });
  const numbers = { ...rows, metric: metricNamed('mae'), task: regression, classes: [] };
  const heavy = { ...numbers, truth: new Float64Array(10), predictions: Float64Array.from(truth) };
  const [biased] = groupFacts('x', { values, order: [] }, heavy, 0).groups;
  expect(biased?.bias).toBeCloseTo(12 / 20, 12);
});

test('groups are scored by the decisions that all rows are scored by, where a threshold was chosen by them', () => {
  const truth = [...'1100000000'].map(Number);
  const decided = [...'1000000001'].map(Number);
  const both = (chances: readonly number[]) =>
    Float64Array.from(chances.flatMap((chance) => [1 - chance, chance]));
  const rows = {
    metric: metricNamed('accuracy'),
    task: withThreshold(binary, 0.3),
    truth: Int32Array.from(truth),
    weights: undefined,
    // All right at the threshold that was chosen by them.
    predictions: both(truth.map((is) => 0.2 + 0.2 * is)),
    decided: both(decided),
    what: 'rows',
    classes: ['no', 'yes'],
  };
  const groupOf = (metric: string) =>
    groupFacts(
      'x',
      { values: truth.map(() => 'all'), order: [] },
      { ...rows, metric: metricNamed(metric) },
      0,
    ).groups[0];
  expect(groupOf('accuracy')).toMatchObject({ score: 0.8, truePositiveRate: 0.5 });
  expect(groupOf('roc_auc')).toMatchObject({ score: 1, truePositiveRate: 0.5 });
});

test('a group whose rows all weigh nothing has no score and no share, and tells how many these are', () => {
  const truth = Array.from({ length: 20 }, (_, i) => i % 2);
  const rows = {
    metric: metricNamed('accuracy'),
    task: withThreshold(binary, 0.5),
    truth: Int32Array.from(truth),
    weights: Float64Array.from(truth, (_, row) => Number(row < 10)),
    predictions: Float64Array.from(truth.flatMap((is) => [1 - is, is])),
    what: 'rows',
    classes: ['no', 'yes'],
  };
  const values = truth.map((_, row) => (row < 10 ? 'a' : 'b'));
  const [a, b] = groupFacts('x', { values, order: [] }, rows, 0).groups;
  expect(a).toMatchObject({ score: 1, takenPositive: 0.5, isPositive: 0.5 });
  expect([a?.weightless, b?.weightless]).toEqual([undefined, 10]);
  const none = { score: null, takenPositive: null, isPositive: null };
  expect(b).toMatchObject({ ...none, truePositiveRate: null, falsePositiveRate: null });
});
