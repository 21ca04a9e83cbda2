import type { Metric } from './metric.js';
import { squaredError } from './rmse.js';

/** The share of the label's variance that is explained: 1 − Σ(y − ŷ)² / Σ(y − ȳ)²; NaN for a constant label. */
export const r2: Metric = {
  name: 'r2',
  direction: 'maximize',
  tasks: ['regression'],
  score(truth, predictions) {
    let mean = 0;
    for (const value of truth) mean += value / truth.length;
    let spread = 0;
    for (const value of truth) spread += (value - mean) ** 2;
    return spread === 0 ? Number.NaN : 1 - squaredError(truth, predictions) / spread;
  },
};
