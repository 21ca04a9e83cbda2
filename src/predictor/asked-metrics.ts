import { cost } from '../metrics/cost.js';
import type { CustomMetric, MetricFunction } from '../metrics/custom-metric.js';
import { customMetricOf } from '../metrics/custom-metrics.js';
import { misfits } from '../metrics/label-faults.js';
import type { Metric } from '../metrics/metric.js';
import { allMetricsOf, metricNamed, metricsOf, toldMetrics } from '../metrics/metrics.js';
import { taskShape } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';
import type { PredictorState } from './predictor-state.js';

/** What rows are to be scored by: names of metrics, and metrics of the user's own. */
export type AskedMetrics = readonly (string | CustomMetric | MetricFunction)[];

/** In a list of metrics, every one that there is for the task. */
export const ALL = 'all';

/** Those that were asked for, else the common ones, and the one that decided where it is known. */
export function metricsAsked(
  metrics: AskedMetrics | undefined,
  state: PredictorState,
): readonly Metric[] {
  const { kind } = state.schema.task;
  const byCost = state.costs ? [cost] : [];
  if (metrics) {
    return metrics.flatMap((given) =>
      given === ALL ? [...byCost, ...allMetricsOf(kind)] : scoringMetric(given, state),
    );
  }
  const told = state.customMetric ? metricsOf(kind) : toldMetrics(kind, metricNamed(state.metric));
  return [...byCost, ...told.filter(({ name }) => name !== cost.name)];
}

/** The metric by which the predictor can be judged. Throws an AutofitError for what is none, and for costs that it has not. */
export function scoringMetric(
  given: AskedMetrics[number],
  { schema, costs }: PredictorState,
): Metric {
  const { kind, classes } = schema.task;
  if (typeof given !== 'string') return customMetricOf(given, taskShape(schema.task), classes);
  const metric = metricNamed(given, kind);
  if (metric !== cost || costs) return metric;
  const message = 'The model was fitted without costs: it cannot be judged by them.';
  throw new AutofitError('NO_METRIC', message, { hint: 'Fit it with `costs`.' });
}

/** Why metrics have no score of these rows, or are left out. */
export function describeMetrics(
  state: PredictorState,
  { target, weights }: Table,
  metrics: AskedMetrics | undefined,
): string[] {
  const unfit = metricsAsked(metrics, state).flatMap((metric) => {
    const found = target && misfits(metric, target, weights);
    if (!found) return [];
    const others = `there ${found.count === 1 ? 'is' : 'are'} ${countOf(found.count, 'other')}`;
    return [`${metric.name} has no score: it needs ${metric.labels?.words}, and ${others}`];
  });
  if (metrics || !state.customMetric) return unfit;
  return [...unfit, `${state.metric}, which decided, is left out: give it again as a metric`];
}

/** Metrics that tell nothing of these rows, and of which it was not said why. */
export function describeUnscored(
  { metrics }: { readonly metrics: Readonly<Record<string, number>> },
  said: readonly string[],
): string[] {
  const names = Object.keys(metrics).filter(
    (name) => Number.isNaN(metrics[name]) && !said.some((note) => note.startsWith(`${name} `)),
  );
  if (names.length === 0) return [];
  const verb = names.length === 1 ? 'has' : 'have';
  return [`${names.join(', ')} ${verb} no score of these rows, as where all labels are alike`];
}

/** Callers without types may give anything. Throws an AutofitError for what is no list of metrics. */
export function checkMetrics(metrics: unknown): void {
  const isMetric = (own: unknown) =>
    typeof own === 'string' ||
    typeof own === 'function' ||
    (typeof own === 'object' && own !== null);
  const isList = Array.isArray(metrics) && metrics.every(isMetric);
  if (metrics === undefined || isList) return;
  throw new AutofitError('BAD_METRIC', `Metrics are a list of names, not ${shown(metrics)}.`, {
    hint: "Give a list, such as ['accuracy', 'log_loss'].",
  });
}
