import { expect, test } from 'vitest';
import { metricNamed } from '../../../src/metrics/metrics.js';
import type { ColumnFacts } from '../../../src/report/facts/column-facts.js';
import { numberFacts } from '../../../src/report/facts/number-facts.js';
import type { ReportFacts } from '../../../src/report/facts/report-facts.js';
import { withoutRows } from '../../../src/report/facts/without-rows.js';
import { regression } from '../../fixtures/tasks.js';

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
