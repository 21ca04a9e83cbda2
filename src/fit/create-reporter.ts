import { growEnsemble } from '../ensemble/growing-ensemble.js';
import { oriented } from '../metrics/metric.js';
import type { Settings } from '../options/options.js';
import type { Budget } from '../search/budget.js';
import type { Trial } from '../trial/trial.js';
import { trialWorth } from '../trial/trial-worth.js';
import { answersPerRow } from '../util/task-kind.js';
import type { FitData } from './lay-out-data.js';

/** Tells of what the search finds. */
export interface Reporter {
  /** Out-of-fold predictions of a complete trial, before the trial itself. */
  readonly onPredictions: (predictions: Float64Array) => void;
  readonly onTrial: (trial: Trial) => void;
}

/** Of more predictions the scores of mixtures take time that the search has better uses for. */
const MOST_SCORED = 100_000;

/** Tells what is about to be searched, and gives what tells of each trial. */
export function createReporter(
  { schema, table, judge, context }: FitData,
  { onProgress, budget: { trials } }: Settings,
  budget: Budget,
): Reporter {
  const { kind: task, reason, positive } = schema.task;
  const { metric } = judge;
  const features = context.columns.length;
  const folds = judge.folds.length;
  const { name, direction } = metric;
  const found = { rows: table.rows, features, task, reason, metric: name, direction, folds };
  onProgress({ kind: 'data', ...found, ...(positive !== null && { positive }) });
  const finished = new Set<number>();
  const isScored = judge.rows.length * answersPerRow(judge.task) <= MOST_SCORED;
  const grow = growEnsemble(judge);
  let told = Number.NEGATIVE_INFINITY;
  let best: Trial | undefined;
  const onPredictions = (predictions: Float64Array) => {
    if (!isScored) return;
    const { score, members } = grow(predictions);
    const worth = oriented(metric, score);
    if (members < 2 || !(worth > told) || (best && worth <= trialWorth(metric, best))) return;
    told = worth;
    onProgress({ kind: 'ensemble', score, members, isFinal: false });
  };
  const onTrial = (trial: Trial) => {
    // A trial that goes on has several results.
    if (trial.number > 0) finished.add(trial.number);
    if (trial.state === 'complete') {
      const better = best === undefined || trialWorth(metric, trial) > trialWorth(metric, best);
      if (better) best = trial;
    }
    const secondsLeft = budget.secondsLeft();
    onProgress({ kind: 'trial', trial, finished: finished.size, best, trials, secondsLeft });
  };
  return { onPredictions, onTrial };
}
