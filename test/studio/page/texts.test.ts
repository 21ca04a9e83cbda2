import { expect, test } from 'vitest';
import { allMetricsOf, defaultMetric } from '../../../src/metrics/metrics.js';
import { texts } from '../../../src/studio/page/texts.js';

const { metrics } = texts.columns;

test.each(['binary', 'multiclass', 'regression'] as const)(
  'metrics that are offered for a %s task are metrics of such tasks, the default first',
  (task) => {
    const known = allMetricsOf(task).map(({ name }) => name);
    const offered = Object.keys(metrics[task]);
    expect(known).toEqual(expect.arrayContaining(offered));
    expect(offered[0]).toBe(defaultMetric(task).name);
  },
);
