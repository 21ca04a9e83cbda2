import { classCounts } from './confusion.js';
import type { Metric } from './metric.js';

/** The mean recall of the classes that occur. */
export const balancedAccuracy: Metric = {
  name: 'balanced_accuracy',
  direction: 'maximize',
  tasks: ['binary', 'multiclass'],
  score(truth, predictions, task, weights) {
    const { classes } = task;
    const { actual, right } = classCounts(truth, predictions, task, weights);
    let sum = 0;
    let present = 0;
    for (let c = 0; c < classes; c++) {
      const rows = actual[c] ?? 0;
      if (rows === 0) continue;
      sum += (right[c] ?? 0) / rows;
      present++;
    }
    return sum / present;
  },
};
