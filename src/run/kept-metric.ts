import type { CustomMetric } from '../metrics/custom-metric.js';
import type { Direction, Metric } from '../metrics/metric.js';
import { metricNamed } from '../metrics/metrics.js';
import { metricNeeded } from '../predictor/state-metric.js';
import type { RunEvent } from '../trial/journal.js';
import { AutofitError } from '../util/errors.js';

/** What a run keeps of a metric of the user's own. */
interface KeptMetric {
  readonly ownMetric?: { readonly direction: Direction };
}

export function metricKept({ isCustom, direction }: Metric): KeptMetric {
  return isCustom ? { ownMetric: { direction } } : {};
}

/** The good direction of the metric that decides a run. */
export function directionOf({
  metric,
  settings,
}: Pick<RunEvent, 'metric' | 'settings'>): Direction {
  const { ownMetric } = settings as KeptMetric;
  return ownMetric?.direction ?? metricNamed(metric).direction;
}

/** Throws an AutofitError where a run needs a metric of the user's own and is not given it, or is given one that it does not need. */
export function checkMetricGiven(
  { metric, settings }: Pick<RunEvent, 'metric' | 'settings'>,
  given: CustomMetric | undefined,
): void {
  const { ownMetric } = settings as KeptMetric;
  if (!ownMetric && !given) return;
  if (!given) throw metricNeeded(metric);
  if (ownMetric && given.name === metric && given.direction === ownMetric.direction) return;
  const message = `The run was begun with the metric "${metric}", not with "${given.name}" to ${given.direction}.`;
  throw new AutofitError('OTHER_METRIC', message, {
    hint: ownMetric ? 'Give the one that it was begun with.' : 'Leave `metric` out.',
  });
}
