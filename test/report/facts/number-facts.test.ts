import { expect, test } from 'vitest';
import { metricNamed } from '../../../src/metrics/metrics.js';
import { numberFacts } from '../../../src/report/facts/number-facts.js';
import { regression } from '../../fixtures/tasks.js';

function facts(truth: readonly number[], said: readonly number[], weights?: readonly number[]) {
  const rows = {
    metric: metricNamed('rmse'),
    task: regression,
    truth: Float64Array.from(truth),
    weights: weights && Float64Array.from(weights),
    predictions: Float64Array.from(said),
    what: 'rows',
    classes: [],
  };
  return numberFacts(rows, 0);
}

test('errors are told by ranges of the true value: how far, and to which side', () => {
  const truth = Array.from({ length: 16 }, (_, i) => i);
  const found = facts(
    truth,
    truth.map((value) => (value < 8 ? value + 2 : value - (value % 2))),
  );
  expect(found?.ranges).toHaveLength(8);
  expect(found?.ranges[0]).toEqual({ low: 0, high: 1, rows: 2, meanAbsolute: 2, bias: 2 });
  expect(found?.ranges[7]).toEqual({ low: 14, high: 15, rows: 2, meanAbsolute: 0.5, bias: -0.5 });
});

test('equal values are in one range', () => {
  const ranges = facts([0, 0, 0, 0, 0, 0, 0, 5, 9], [0, 0, 0, 0, 0, 0, 0, 5, 9])?.ranges;
  expect(ranges?.map(({ low, high, rows }) => [low, high, rows])).toEqual([
    [0, 0, 7],
    [5, 5, 1],
    [9, 9, 1],
  ]);
});

test('residuals are predicted minus true, and of many rows some are drawn', () => {
  const truth = Array.from({ length: 3000 }, (_, i) => i);
  const found = facts(
    truth,
    truth.map((value) => value + 1),
  );
  expect(found?.residuals).toEqual(Array(21).fill(1));
  expect(found?.points).toHaveLength(1000);
  expect(found?.rows).toBe(3000);
  for (const [value, said] of found?.points ?? []) expect(said).toBe(value + 1);
});

test('rows of weight 0 are in no range', () => {
  const truth = Array.from({ length: 32 }, (_, i) => i);
  const said = truth.map((value) => value + 1);
  const found = facts(
    truth,
    said,
    truth.map((value) => Number(value >= 16)),
  );
  expect(found?.ranges).toEqual(facts(truth.slice(16), said.slice(16))?.ranges);
});
