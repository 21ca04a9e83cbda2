import { type Metric, totalWeight } from './metric.js';
import { predictedClass } from './predicted-class.js';

/** The share of rows whose most probable class is right. */
export const accuracy: Metric = {
  name: 'accuracy',
  direction: 'maximize',
  tasks: ['binary', 'multiclass'],
  score(truth, predictions, task, weights) {
    let right = 0;
    for (let row = 0; row < truth.length; row++) {
      if (predictedClass(predictions, row, task) === truth[row]) right += weights?.[row] ?? 1;
    }
    return right / totalWeight(truth.length, weights);
  },
};
