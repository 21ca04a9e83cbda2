import type { TaskShape } from '../util/task-kind.js';

const PROBABILITY_METRICS: ReadonlySet<string> = new Set(['log_loss', 'roc_auc']);

/** Smoothed labels help metrics of labels and harm those of probabilities (Erickson et al. 2025, TabArena). */
export function isJudgedByLabels({ kind }: TaskShape, metric: string): boolean {
  return kind !== 'regression' && !PROBABILITY_METRICS.has(metric);
}
