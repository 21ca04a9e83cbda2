import type { Settings } from '../options/options.js';
import type { Budget } from '../search/budget.js';
import type { Trial } from '../trial/trial.js';
import { trialWorth } from '../trial/trial-worth.js';
import type { FitData } from './lay-out-data.js';

/** Tells what is about to be searched, and gives the callback that tells of each trial. */
export function createReporter(
  { schema, table, judge, context }: FitData,
  { onProgress, budget: { trials } }: Settings,
  budget: Budget,
): (trial: Trial) => void {
  const { kind: task, reason } = schema.task;
  const { metric } = judge;
  const features = context.columns.length;
  const folds = judge.folds.length;
  const data = { rows: table.rows, features, task, reason, metric: metric.name, folds };
  onProgress({ kind: 'data', ...data });
  let finished = 0;
  let best: Trial | undefined;
  return (trial) => {
    if (trial.number > 0) finished++;
    if (trial.state === 'complete') {
      const better = best === undefined || trialWorth(metric, trial) > trialWorth(metric, best);
      if (better) best = trial;
    }
    const secondsLeft = budget.secondsLeft();
    onProgress({ kind: 'trial', trial, finished, best, trials, secondsLeft });
  };
}
