import type { TaskShape } from '../util/task-kind.js';
import type { RowWeights, Truth } from './metric.js';
import { predictedClass } from './predicted-class.js';

/** For each class the (weighted) rows that are of it, those predicted as it, and those that are both. */
export interface ClassCounts {
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly right: Float64Array;
  /** Different classes that the model does not know among the rows. */
  readonly unknown: number;
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
  const unknown = new Set<number>();
  let rows = 0;
  for (let row = 0; row < truth.length; row++) {
    const weight = weights?.[row] ?? 1;
    if (weight === 0) continue;
    const is = truth[row] as number;
    const guess = predictedClass(predictions, row, task);
    if (guess === undefined) return undefined;
    rows++;
    if (is < 0) unknown.add(is);
    else actual[is] = (actual[is] ?? 0) + weight;
    predicted[guess] = (predicted[guess] ?? 0) + weight;
    if (is === guess) right[guess] = (right[guess] ?? 0) + weight;
  }
  return rows === 0 ? undefined : { actual, predicted, right, unknown: unknown.size };
}
