import { metricNamed } from '../metrics/metrics.js';
import type { TaskShape } from '../util/task-kind.js';

/** Smoothed labels help metrics of labels and harm those of probabilities (Erickson et al. 2025, TabArena). */
export function isJudgedByLabels({ kind }: TaskShape, metric: string): boolean {
  const { judges, asksForChances = false } = metricNamed(metric);
  return kind !== 'regression' && judges === 'classes' && !asksForChances;
}
