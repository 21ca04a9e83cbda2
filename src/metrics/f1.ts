import { classCounts } from './confusion.js';
import type { Metric } from './metric.js';

/**
 * The harmonic mean of precision and recall: of the positive class of a binary task, 0 where it neither occurs nor is
 * predicted; else the mean over all classes that occur or are predicted (macro), of which one that the model does not know
 * has 0. Predicting the positive class for a row of an unknown one is a false alarm.
 */
export const f1: Metric = {
  name: 'f1',
  direction: 'maximize',
  tasks: ['binary', 'multiclass'],
  score(truth, predictions, task, weights) {
    const counts = classCounts(truth, predictions, task, weights);
    if (!counts) return Number.NaN;
    const { actual, predicted, right, unknown } = counts;
    const of = (c: number) => {
      const both = (actual[c] ?? 0) + (predicted[c] ?? 0);
      return both === 0 ? undefined : (2 * (right[c] ?? 0)) / both;
    };
    if (task.kind === 'binary') return of(task.positive) ?? 0;
    const scores = [...actual.keys()].map(of).filter((score) => score !== undefined);
    return scores.reduce((sum, score) => sum + score, 0) / (scores.length + unknown);
  },
  ofCounts({ truePositive, falsePositive, falseNegative, unknownPositive }) {
    const both = 2 * truePositive + falsePositive + falseNegative + unknownPositive;
    return both === 0 ? 0 : (2 * truePositive) / both;
  },
};
