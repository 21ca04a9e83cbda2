import { type Metric, totalWeight } from './metric.js';

/** The mean absolute error, in the label's units. */
export const mae: Metric = {
  name: 'mae',
  direction: 'minimize',
  tasks: ['regression'],
  judges: 'numbers',
  asksForMedian: true,
  score(truth, predictions, _task, weights) {
    let sum = 0;
    for (let row = 0; row < truth.length; row++) {
      const weight = weights?.[row] ?? 1;
      if (weight === 0) continue;
      sum += weight * Math.abs((truth[row] as number) - (predictions[row] ?? Number.NaN));
    }
    return sum / totalWeight(truth.length, weights);
  },
};
