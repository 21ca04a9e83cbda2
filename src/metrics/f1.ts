import { classCounts } from './confusion.js';
import type { Metric } from './metric.js';

/** The harmonic mean of precision and recall: of the positive class, or the mean over all classes (macro). */
export const f1: Metric = {
  name: 'f1',
  direction: 'maximize',
  tasks: ['binary', 'multiclass'],
  score(truth, predictions, task, weights) {
    const { kind, classes, positive } = task;
    const { actual, predicted, right } = classCounts(truth, predictions, task, weights);
    const of = (c: number) => {
      const both = (actual[c] ?? 0) + (predicted[c] ?? 0);
      return both === 0 ? undefined : (2 * (right[c] ?? 0)) / both;
    };
    if (kind === 'binary') return of(positive) ?? 0;
    const scores = Array.from({ length: classes }, (_, c) => of(c)).filter((s) => s !== undefined);
    return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  },
};
