import type { Metric } from '../metrics/metric.js';
import { defaultMetric, metricNamed } from '../metrics/metrics.js';
import { AutofitError } from '../util/errors.js';
import type { PredictorState } from './predictor-state.js';

type Judged = Pick<PredictorState, 'metric' | 'customMetric' | 'schema'>;

/** The metric that decided; one of the user's own has a direction, and throws an AutofitError where it is to score. */
export function stateMetric({ metric: name, customMetric: own, schema }: Judged): Metric {
  if (!own) return metricNamed(name);
  const { kind } = schema.task;
  const score = () => {
    throw metricNeeded(name);
  };
  const judges = kind === 'regression' ? 'numbers' : 'probabilities';
  return { name, direction: own.direction, tasks: [kind], judges, isCustom: true, score };
}

/** The metric that decided, or where that is one of the user's own, the default one in its place. */
export function judgingMetric(state: Judged): Metric {
  return state.customMetric ? defaultMetric(state.schema.task.kind) : metricNamed(state.metric);
}

/** A function is not kept: it is to be given again. */
export function metricNeeded(name: string): AutofitError {
  return new AutofitError(
    'METRIC_NEEDED',
    `The metric "${name}" is one of your own, which no file keeps.`,
    {
      hint: 'Give it again with `metric`, as it was given to `fit`.',
    },
  );
}
