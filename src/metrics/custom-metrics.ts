import { AutofitError } from '../util/errors.js';
import type { TaskShape } from '../util/task-kind.js';
import { type CustomMetric, customMetric, metricOf } from './custom-metric.js';
import type { Metric } from './metric.js';
import { isMetricName } from './metrics.js';

/** What was given as a metric of one's own. Throws an AutofitError for what it lacks, and for names of others. */
export function checkedMetric(given: unknown): CustomMetric {
  return customMetric(given, isMetricName);
}

/** The same, for rows of a task with these classes. Throws an AutofitError for quantiles, which it would take for numbers. */
export function customMetricOf(
  given: unknown,
  task: TaskShape,
  classes: readonly string[],
): Metric {
  const own = checkedMetric(given);
  if (task.kind === 'quantile') {
    throw new AutofitError('NO_METRIC', 'Quantiles are judged by `mean_pinball` alone.', {
      hint: 'Leave out the metric of your own.',
    });
  }
  return metricOf(own, task, classes);
}
