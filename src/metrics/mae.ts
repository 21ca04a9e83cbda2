import type { Metric } from './metric.js';

/** The mean absolute error, in the label's units. */
export const mae: Metric = {
  name: 'mae',
  direction: 'minimize',
  tasks: ['regression'],
  score(truth, predictions) {
    let sum = 0;
    for (let row = 0; row < truth.length; row++) {
      sum += Math.abs((truth[row] ?? 0) - (predictions[row] ?? 0));
    }
    return sum / truth.length;
  },
};
