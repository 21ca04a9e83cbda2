import { classCounts } from './confusion.js';
import type { Metric } from './metric.js';

/** The mean recall of the classes that occur; a class that the model does not know has a recall of 0. */
export const balancedAccuracy: Metric = {
  name: 'balanced_accuracy',
  direction: 'maximize',
  tasks: ['binary', 'multiclass'],
  judges: 'classes',
  favoursRareClasses: true,
  score(truth, predictions, task, weights) {
    const counts = classCounts(truth, predictions, task, weights);
    if (!counts) return Number.NaN;
    const { actual, right, unknown } = counts;
    let sum = 0;
    let present = unknown.length;
    for (const [c, rows] of actual.entries()) {
      if (rows === 0) continue;
      sum += (right[c] ?? 0) / rows;
      present++;
    }
    return sum / present;
  },
  ofCounts({ truePositive, falseNegative, trueNegative, falsePositive }) {
    const positives = truePositive + falseNegative;
    const negatives = trueNegative + falsePositive;
    if (positives === 0) return trueNegative / negatives;
    if (negatives === 0) return truePositive / positives;
    return (truePositive / positives + trueNegative / negatives) / 2;
  },
};
