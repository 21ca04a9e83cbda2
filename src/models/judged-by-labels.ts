import { isOfNumbers, type TaskShape } from '../util/task-kind.js';

/** Names of metrics that want probabilities that are right; by name, as a page of a model needs no metric. */
const OF_PROBABILITIES =
  /^(?:log_loss|roc_auc|average_precision|brier_score|expected_calibration_error|cost)(?:_|$)/;

/** Smoothed labels help metrics of labels and harm those of probabilities (Erickson et al. 2025, TabArena). */
export function isJudgedByLabels({ kind }: TaskShape, metric: string): boolean {
  return !isOfNumbers({ kind }) && !OF_PROBABILITIES.test(metric);
}
