import { type TaskShape, withThreshold } from '../util/task-kind.js';
import type { Metric, RowWeights, Truth } from './metric.js';
import type { RowGroups } from './row-groups.js';

/** The labels of some rows and how predictions of them are scored. */
export interface ScoredRows {
  readonly metric: Metric;
  readonly task: TaskShape;
  readonly truth: Truth;
  readonly weights: RowWeights;
  /** Of rows that are not independent. */
  readonly groups?: RowGroups;
}

/** The score of these rows; of a binary task from a threshold on, or by the more probable class. */
export function scoreRows(
  { metric, task, truth, weights }: ScoredRows,
  predictions: Float64Array,
  threshold?: number,
): number {
  const judged = threshold === undefined ? task : withThreshold(task, threshold);
  return metric.score(truth, predictions, judged, weights);
}
