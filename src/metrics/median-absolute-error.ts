import { mae } from './mae.js';
import type { Metric } from './metric.js';
import { weightedQuantiles } from './weighted-quantiles.js';

/** The median of |y − ŷ|, in the label's units: half of the rows, by weight, are nearer. Between two values their mean. */
export const medianAbsoluteError: Metric = {
  name: 'median_absolute_error',
  direction: 'minimize',
  tasks: ['regression'],
  judges: 'numbers',
  asksForMedian: true,
  // On few rows it hardly moves.
  inFold: mae,
  score(truth, predictions, _task, weights) {
    const counts = (row: number) => weights?.[row] !== 0;
    const errors = Float64Array.from(truth, (label, row) =>
      Math.abs(label - (predictions[row] ?? Number.NaN)),
    );
    if (errors.some((error, row) => counts(row) && Number.isNaN(error))) return Number.NaN;
    return weightedQuantiles(errors, weights, [0.5])[0] ?? Number.NaN;
  },
};
