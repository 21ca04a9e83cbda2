import type { Metric, Truth } from './metric.js';

/** The root of the mean squared error, in the label's units. */
export const rmse: Metric = {
  name: 'rmse',
  direction: 'minimize',
  tasks: ['regression'],
  score: (truth, predictions) => Math.sqrt(squaredError(truth, predictions) / truth.length),
};

/** Σ (truth − prediction)². */
export function squaredError(truth: Truth, predictions: Float32Array): number {
  let sum = 0;
  for (let row = 0; row < truth.length; row++) {
    sum += ((truth[row] ?? 0) - (predictions[row] ?? 0)) ** 2;
  }
  return sum;
}
