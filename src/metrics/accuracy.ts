import { type Metric, totalWeight } from './metric.js';
import { predictedClass } from './predicted-class.js';

/** The share of rows whose predicted class is right; a row of an unknown class never is. */
export const accuracy: Metric = {
  name: 'accuracy',
  direction: 'maximize',
  tasks: ['binary', 'multiclass'],
  judges: 'classes',
  thresholdErrors: 2,
  score(truth, predictions, task, weights) {
    let right = 0;
    for (let row = 0; row < truth.length; row++) {
      const weight = weights?.[row] ?? 1;
      if (weight === 0) continue;
      const guess = predictedClass(predictions, row, task);
      if (guess === undefined) return Number.NaN;
      if (guess === truth[row]) right += weight;
    }
    return right / totalWeight(truth.length, weights);
  },
  ofCounts({ truePositive, trueNegative, falsePositive, falseNegative }) {
    const right = truePositive + trueNegative;
    return right / (right + falsePositive + falseNegative);
  },
};
