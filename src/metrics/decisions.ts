import { bestThreshold, rankRows } from './best-threshold.js';
import { gainOfDecisions } from './counts-gain.js';
import { dealParts } from './deal-parts.js';
import { type Metric, oriented } from './metric.js';
import type { ScoredRows } from './scored-rows.js';

/** How probabilities of some rows are made classes, for the metric that judges them. */
export interface Decisions {
  /** The probability from which a row of a binary task is positive. */
  readonly threshold: number;
  /**
   * What to score honestly: 0 and 1, each row decided by a threshold that was fitted to other rows; as they came where no
   * threshold is fitted.
   */
  readonly predictions: Float64Array;
}

/** What decides where no threshold is fitted. */
export const HALF = 0.5;
/** Each part of the rows is decided by the others. */
const PARTS = 5;

/**
 * The threshold of a binary task that is best by a metric of classes, cross-fitted: it is a half unless thresholds that were
 * fitted to other rows do surely better than a half.
 */
export function decideClasses(rows: ScoredRows, predictions: Float64Array): Decisions {
  const { metric, task, truth, weights } = rows;
  const ofCounts = worthOfCounts(metric);
  // By costs there is nothing to fit.
  if (task.kind === 'binary' && task.costs) {
    return { threshold: task.threshold ?? HALF, predictions };
  }
  const plain = { threshold: HALF, predictions };
  if (task.kind !== 'binary' || !ofCounts) return plain;
  const ranked = rankRows(task, truth, predictions, weights);
  if (!ranked) return plain;
  const parts = dealParts(rows, PARTS);
  const thresholds = Array.from({ length: PARTS }, (_, part) => {
    const without = { parts, part };
    return bestThreshold(ofCounts, task, ranked, truth, weights, without).threshold;
  });
  const decided = (thresholdOf: (row: number) => number) =>
    decisionsAt(predictions, task.positive, thresholdOf);
  const halved = decided(() => HALF);
  const crossFitted = decided((row) => thresholds[parts[row] ?? 0] ?? HALF);
  const { gain, standardError } = gainOfDecisions(ofCounts, task, rows, crossFitted, halved);
  const errors = metric.thresholdErrors ?? 1;
  if (!(gain > errors * standardError)) return { threshold: HALF, predictions: halved };
  const { threshold } = bestThreshold(ofCounts, task, ranked, truth, weights);
  return { threshold, predictions: crossFitted };
}

/** Its score of counts, the higher the better. */
function worthOfCounts(metric: Metric): Metric['ofCounts'] {
  const { ofCounts } = metric;
  return ofCounts && ((counts) => oriented(metric, ofCounts(counts)));
}

/** The score of a candidate: of a metric of classes at its own threshold, cross-fitted. */
export function decidedScore(rows: ScoredRows, predictions: Float64Array): number {
  const { metric, task, truth, weights } = rows;
  return metric.score(truth, decideClasses(rows, predictions).predictions, task, weights);
}

/** Both probabilities of each row as 0 and 1. */
function decisionsAt(
  predictions: Float64Array,
  positive: number,
  thresholdOf: (row: number) => number,
): Float64Array {
  const decided = new Float64Array(predictions.length);
  for (let row = 0; row < decided.length / 2; row++) {
    const isPositive = (predictions[2 * row + positive] ?? 0) >= thresholdOf(row);
    decided[2 * row + (isPositive ? positive : 1 - positive)] = 1;
  }
  return decided;
}
