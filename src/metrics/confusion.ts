import type { TaskShape } from '../util/task-kind.js';
import type { RowWeights, Truth } from './metric.js';
import { predictedClass } from './predicted-class.js';

/** For each class the (weighted) rows that are of it, those predicted as it, and those that are both. */
export interface ClassCounts {
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly right: Float64Array;
}

export function classCounts(
  truth: Truth,
  predictions: Float64Array,
  task: TaskShape,
  weights: RowWeights,
): ClassCounts {
  const { classes } = task;
  const actual = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  const right = new Float64Array(classes);
  for (let row = 0; row < truth.length; row++) {
    const is = truth[row] ?? -1;
    const guess = predictedClass(predictions, row, task);
    const weight = weights?.[row] ?? 1;
    if (is >= 0) actual[is] = (actual[is] ?? 0) + weight;
    predicted[guess] = (predicted[guess] ?? 0) + weight;
    if (is === guess) right[guess] = (right[guess] ?? 0) + weight;
  }
  return { actual, predicted, right };
}
