import { logLoss } from '../metrics/log-loss.js';
import { type Metric, oriented, type RowWeights } from '../metrics/metric.js';
import { r2 } from '../metrics/r2.js';
import { rmse } from '../metrics/rmse.js';
import type { TrialJudge } from './trial-judge.js';

/** The rows of one fold that training is judged by. */
export type FoldJudge = Pick<TrialJudge, 'metric' | 'task' | 'truth' | 'weights'>;

/** What log loss counts beside a metric that ties: less than one pair of rows in an area. */
const TIE = 1e-10;

/**
 * What training on a fold is stopped by, and what a family chooses by; higher is better. It is a number for all finite
 * predictions, whatever rows the fold holds: metrics of classes, which tie for whole trainings, and those that need what a
 * fold may lack give way to a loss. The score of a trial stays the metric, on the rows of all folds.
 */
export function stoppingScore({
  metric,
  task,
  truth,
  weights,
}: FoldJudge): (predictions: Float64Array) => number {
  const counting = countingWeights(weights);
  const by = (own: Metric) => (predictions: Float64Array) =>
    oriented(own, own.score(truth, predictions, task, counting));
  // Within a fold both have the same order, and the error needs no variance.
  if (task.kind === 'regression') return by(metric === r2 ? rmse : metric);
  const loss = by(logLoss);
  if (metric.ofCounts || metric === logLoss) return loss;
  const score = by(metric);
  return (predictions) => {
    const value = score(predictions);
    return Number.isNaN(value) ? loss(predictions) : value + TIE * loss(predictions);
  };
}

/** Where no row counts, all count alike: there is nothing else to stop by. */
function countingWeights(weights: RowWeights): RowWeights {
  return weights?.some((weight) => weight > 0) ? weights : undefined;
}
