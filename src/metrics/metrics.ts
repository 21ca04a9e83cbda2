import { AutofitError } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';
import { shown } from '../util/shown.js';
import type { TaskKind } from '../util/task-kind.js';
import { accuracy } from './accuracy.js';
import { balancedAccuracy } from './balanced-accuracy.js';
import { f1 } from './f1.js';
import { logLoss } from './log-loss.js';
import { mae } from './mae.js';
import { arrow, type Metric } from './metric.js';
import { r2 } from './r2.js';
import { rmse } from './rmse.js';
import { rocAuc } from './roc-auc.js';

/** Every metric; the first of a task is the one that decides unless told otherwise. */
const METRICS: readonly Metric[] = [logLoss, accuracy, balancedAccuracy, rocAuc, f1, rmse, mae, r2];

/** The metrics that fit a task. */
export function metricsOf(task: TaskKind): readonly Metric[] {
  return METRICS.filter((metric) => metric.tasks.includes(task));
}

/** The metric that decides when none is named: log loss for classes, RMSE for numbers. */
export function defaultMetric(task: TaskKind): Metric {
  const [metric] = metricsOf(task);
  if (!metric) throw new Error(`no metric for ${task}`);
  return metric;
}

/** The metric's name with the arrow of its good direction, such as `rmse ↓`. */
export function describeMetric(name: string): string {
  return `${name} ${arrow(metricNamed(name))}`;
}

/** The metric of this name (`-` and `_` alike). Throws an AutofitError that lists those that exist. */
export function metricNamed(name: string, task?: TaskKind): Metric {
  if (typeof name !== 'string') throw noName(name);
  const written = name.toLowerCase().replaceAll('-', '_');
  const metric = METRICS.find((candidate) => candidate.name === written);
  const offered = task ? metricsOf(task) : METRICS;
  const names = offered.map((candidate) => candidate.name);
  if (!metric) {
    const nearest = nearestName(written, names);
    throw new AutofitError('NO_METRIC', `There is no metric "${name}".`, {
      hint: `${nearest ? `Did you mean "${nearest}"? ` : ''}The metrics are: ${names.join(', ')}.`,
    });
  }
  if (task && !metric.tasks.includes(task)) {
    throw new AutofitError('NO_METRIC', `The metric "${name}" is not for a ${task} task.`, {
      hint: `The metrics for it are: ${names.join(', ')}. ${name} is for \`task\` ${metric.tasks.join(' or ')}.`,
    });
  }
  return metric;
}

/** Callers without types may give anything. */
function noName(given: unknown): AutofitError {
  return new AutofitError('NO_METRIC', `A metric is named by a text, not by ${shown(given)}.`, {
    hint: `The metrics are: ${METRICS.map(({ name }) => name).join(', ')}.`,
  });
}
