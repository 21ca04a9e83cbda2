import type { TaskShape } from '../util/task-kind.js';
import type { BinaryCounts, RowWeights, Truth } from './metric.js';
import { predictedClass } from './predicted-class.js';

/** For each class the (weighted) rows that are of it, those predicted as it, and those that are both. */
export interface ClassCounts {
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly right: Float64Array;
  /** The rows of each class that the model does not know. */
  readonly unknown: readonly number[];
}

/** Undefined where there is nothing to count, or where a row that counts has no predicted class. */
export function classCounts(
  truth: Truth,
  predictions: Float64Array,
  task: TaskShape,
  weights: RowWeights,
): ClassCounts | undefined {
  const { classes } = task;
  const actual = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  const right = new Float64Array(classes);
  const unknown = new Map<number, number>();
  let rows = 0;
  for (let row = 0; row < truth.length; row++) {
    const weight = weights?.[row] ?? 1;
    if (weight === 0) continue;
    const is = truth[row] as number;
    const guess = predictedClass(predictions, row, task);
    if (guess === undefined) return undefined;
    rows++;
    if (is < 0) unknown.set(is, (unknown.get(is) ?? 0) + weight);
    else actual[is] = (actual[is] ?? 0) + weight;
    predicted[guess] = (predicted[guess] ?? 0) + weight;
    if (is === guess) right[guess] = (right[guess] ?? 0) + weight;
  }
  return rows === 0 ? undefined : { actual, predicted, right, unknown: [...unknown.values()] };
}

/** The same of a binary task, the positive class being the second, by its counts. */
export function classCountsOf(counts: BinaryCounts): ClassCounts {
  const { truePositive, falsePositive, trueNegative, falseNegative, unknownPositive } = counts;
  return {
    actual: Float64Array.of(trueNegative + falsePositive, truePositive + falseNegative),
    predicted: Float64Array.of(
      trueNegative + falseNegative,
      truePositive + falsePositive + unknownPositive,
    ),
    right: Float64Array.of(trueNegative, truePositive),
    unknown: unknownPositive > 0 ? [unknownPositive] : [],
  };
}
