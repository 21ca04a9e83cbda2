import { misfits } from '../metrics/label-faults.js';
import { logLoss } from '../metrics/log-loss.js';
import { mae } from '../metrics/mae.js';
import { type Metric, oriented, type RowWeights } from '../metrics/metric.js';
import { rmse } from '../metrics/rmse.js';
import { isOfNumbers } from '../util/task-kind.js';
import { canScore, type TrialJudge } from './trial-judge.js';

/** The rows of one fold that training is judged by. */
export type FoldJudge = Pick<TrialJudge, 'metric' | 'task' | 'truth' | 'weights'>;

/** What log loss counts beside a metric that ties: less than one pair of rows in an area. */
const TIE = 1e-10;

/** What training on a fold is stopped by, and what a family chooses by. */
export interface StoppingScore {
  readonly metric: Metric;
  /** Higher is better. */
  readonly score: (predictions: Float64Array) => number;
}

/**
 * The score is a number for all finite predictions, whatever rows the fold holds: metrics of classes, which tie for whole
 * trainings, and those that need what a fold may lack give way to a loss. The score of a trial stays the metric, on the rows
 * of all folds.
 */
export function stoppingScore(judge: FoldJudge): StoppingScore {
  const { truth, task } = judge;
  const weights = countingWeights(judge.weights);
  const by = (own: Metric) => (predictions: Float64Array) =>
    oriented(own, own.score(truth, predictions, task, weights));
  const metric = stoppingMetric({ ...judge, weights });
  if (isOfNumbers(task) || metric === logLoss) return { metric, score: by(metric) };
  const [own, loss] = [by(metric), by(logLoss)];
  return { metric, score: (predictions) => own(predictions) + TIE * loss(predictions) };
}

function stoppingMetric(judge: FoldJudge): Metric {
  const { metric, task } = judge;
  if (isOfNumbers(task)) return metricOfNumbers(judge);
  return metric.judges === 'classes' || !canScore(judge) ? logLoss : metric;
}

/** Where rows count that it cannot judge, as of a fold without weights, an error in its place. */
function metricOfNumbers({ metric, truth, weights }: FoldJudge): Metric {
  const own = metric.inFold ?? metric;
  if (!misfits(own, truth, weights)) return own;
  return own.asksForMedian ? mae : rmse;
}

/** Where no row counts, all count alike: there is nothing else to stop by. */
function countingWeights(weights: RowWeights): RowWeights {
  return weights?.some((weight) => weight > 0) ? weights : undefined;
}
