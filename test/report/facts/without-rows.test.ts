import { expect, test } from 'vitest';
import { metricNamed } from '../../../src/metrics/metrics.js';
import { classFacts } from '../../../src/report/facts/class-facts.js';
import type { ColumnFacts } from '../../../src/report/facts/column-facts.js';
import { numberFacts } from '../../../src/report/facts/number-facts.js';
import type { ReportFacts } from '../../../src/report/facts/report-facts.js';
import { withoutRows } from '../../../src/report/facts/without-rows.js';
import { withThreshold } from '../../../src/util/task-kind.js';
import { binary, regression } from '../../fixtures/tasks.js';

test('without rows there is no least and no greatest value: these are of single rows', () => {
  const truth = Float64Array.from({ length: 160 }, (_, i) => i + 1000);
  const numbers = numberFacts(
    {
      metric: metricNamed('rmse'),
      task: regression,
      truth,
      weights: undefined,
      predictions: truth.map((value, i) => value + i / 8),
      what: 'rows',
      classes: [],
    },
    0,
  );
  const column = {
    name: 'size',
    spread: { kind: 'numbers', quantiles: [-7, 1, 2, 3, 99] },
  } as unknown as ColumnFacts;
  const facts = { judged: { numbers }, columns: [column] } as unknown as ReportFacts;
  const { judged, columns } = withoutRows(facts);
  expect(columns[0]?.spread).toEqual({ kind: 'numbers', quantiles: [1, 1, 2, 3, 3] });
  const { ranges = [], residuals = [] } = judged.numbers ?? {};
  expect(ranges.slice(0, 2).map(({ low, high }) => [low, high])).toEqual([
    [null, 1019.5],
    [1019.5, 1039.5],
  ]);
  expect(ranges.at(-1)?.high).toBe(null);
  expect(numbers?.residuals[20]).toBe(159 / 8);
  expect([residuals[0], residuals[20]]).toEqual([residuals[1], residuals[19]]);
});

test('without rows thresholds part many of them, the predictor’s own as it is', () => {
  const chances = Array.from({ length: 40 }, (_, i) => (i + 1) / 41);
  const truth = Int32Array.from(chances, (_, i) => Number(i % 3 === 0));
  const classes = classFacts({
    metric: metricNamed('log_loss'),
    task: withThreshold(binary, 0.5),
    truth,
    weights: new Float64Array(40).fill(0.25),
    predictions: Float64Array.from(chances.flatMap((chance) => [1 - chance, chance])),
    what: 'rows',
    classes: ['no', 'yes'],
  });
  const facts = { judged: { classes, rows: 40 }, columns: [] } as unknown as ReportFacts;
  const { steps = [] } = withoutRows(facts).judged.classes?.binary ?? {};
  expect(classes?.binary?.steps).toHaveLength(41);
  const taken = steps.map((step) => 4 * (step.truePositive + step.falsePositive));
  expect(taken).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40]);
  expect(steps).toContainEqual(classes?.binary?.steps.findLast((step) => step.threshold >= 0.5));
});
