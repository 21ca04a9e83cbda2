import { type Metric, oriented } from '../metrics/metric.js';
import type { Trial } from './trial.js';

/** What log loss counts among equal scores: less than one row in a metric of classes. */
const TIE = 1e-9;

/** How good a trial is by all its folds, higher is better: of equal scores by the log loss. −Infinity without a score. */
export function trialWorth(metric: Metric, { score, tieLoss }: Pick<Trial, 'score' | 'tieLoss'>) {
  return worth(metric, score, tieLoss);
}

/** The same by the first fold alone. */
export function firstFoldWorth(
  metric: Metric,
  { firstFoldScore, firstFoldTieLoss }: Pick<Trial, 'firstFoldScore' | 'firstFoldTieLoss'>,
): number {
  return worth(metric, firstFoldScore, firstFoldTieLoss);
}

function worth(metric: Metric, score: number | null, tieLoss: number | null): number {
  return score === null ? Number.NEGATIVE_INFINITY : oriented(metric, score) - TIE * (tieLoss ?? 0);
}
