import { square } from '../util/elementary/square.js';
import { type Metric, type RowWeights, type Truth, totalWeight } from './metric.js';

/** The root of the mean squared error, in the label's units. */
export const rmse: Metric = {
  name: 'rmse',
  direction: 'minimize',
  tasks: ['regression'],
  judges: 'numbers',
  score: (truth, predictions, _task, weights) =>
    Math.sqrt(squaredError(truth, predictions, weights) / totalWeight(truth.length, weights)),
};

/** Σ weight · (truth − prediction)² over the rows that count. */
export function squaredError(truth: Truth, predictions: Float64Array, weights: RowWeights): number {
  let sum = 0;
  for (let row = 0; row < truth.length; row++) {
    const weight = weights?.[row] ?? 1;
    if (weight === 0) continue;
    sum += weight * square((truth[row] as number) - (predictions[row] ?? Number.NaN));
  }
  return sum;
}
