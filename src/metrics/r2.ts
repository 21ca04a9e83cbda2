import { type Metric, totalWeight } from './metric.js';
import { squaredError } from './rmse.js';

/** The share of the label's variance that is explained: 1 − Σ(y − ŷ)² / Σ(y − ȳ)²; NaN for a constant label. */
export const r2: Metric = {
  name: 'r2',
  direction: 'maximize',
  tasks: ['regression'],
  score(truth, predictions, _task, weights) {
    const total = totalWeight(truth.length, weights);
    const weightOf = (row: number) => weights?.[row] ?? 1;
    let sum = 0;
    for (const [row, value] of truth.entries()) sum += weightOf(row) * value;
    const mean = sum / total;
    let spread = 0;
    for (const [row, value] of truth.entries()) spread += weightOf(row) * (value - mean) ** 2;
    return spread === 0 ? Number.NaN : 1 - squaredError(truth, predictions, weights) / spread;
  },
};
