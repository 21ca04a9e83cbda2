import { type Metric, totalWeight } from './metric.js';

/** The mean absolute error, in the label's units. */
export const mae: Metric = {
  name: 'mae',
  direction: 'minimize',
  tasks: ['regression'],
  score(truth, predictions, _task, weights) {
    let sum = 0;
    for (let row = 0; row < truth.length; row++) {
      sum += (weights?.[row] ?? 1) * Math.abs((truth[row] ?? 0) - (predictions[row] ?? 0));
    }
    return sum / totalWeight(truth.length, weights);
  },
};
