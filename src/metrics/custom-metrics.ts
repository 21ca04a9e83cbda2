import type { TaskShape } from '../util/task-kind.js';
import { type CustomMetric, customMetric, metricOf } from './custom-metric.js';
import type { Metric } from './metric.js';
import { isMetricName } from './metrics.js';

/** What was given as a metric of one's own. Throws an AutofitError for what it lacks, and for names of others. */
export function checkedMetric(given: unknown): CustomMetric {
  return customMetric(given, isMetricName);
}

/** The same, for rows of a task with these classes. */
export function customMetricOf(
  given: unknown,
  task: TaskShape,
  classes: readonly string[],
): Metric {
  return metricOf(checkedMetric(given), task, classes);
}
