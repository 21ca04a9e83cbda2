import { type LeaderboardRow, metricTold, rankRows } from '../leaderboard/leaderboard.js';
import type { Metric } from '../metrics/metric.js';
import type { FinishedEnsemble } from './finish-ensemble.js';
import type { Ensemble } from './select-ensemble.js';

/**
 * The leaderboard with each member's weight and the row of the whole: the ensemble's where several models are mixed, else that
 * of the one member, with its temperature and threshold.
 */
export function withEnsemble(
  rows: readonly LeaderboardRow[],
  ensemble: Pick<Ensemble, 'members'> & Pick<FinishedEnsemble, 'score' | 'crossFittedScore'>,
  metric: Metric,
): readonly LeaderboardRow[] {
  const weights = new Map(ensemble.members.map(({ trial, weight }) => [trial.name, weight]));
  const weighted = rows.map((row) => ({ ...row, weight: weights.get(row.name) ?? 0 }));
  const { score, crossFittedScore } = ensemble;
  const judged = {
    scoreValidation: score,
    ...(crossFittedScore === undefined ? {} : { scoreCrossFitted: crossFittedScore }),
  };
  if (ensemble.members.length < 2) {
    const whole = weighted.map((row) => (row.weight > 0 ? { ...row, ...judged } : row));
    return rankRows(whole, metric);
  }
  const trials = ensemble.members.map(({ trial }) => trial);
  const total = (of: (trial: (typeof trials)[number]) => number) =>
    trials.reduce((sum, trial) => sum + of(trial), 0);
  const row: LeaderboardRow = {
    rank: null,
    name: 'ensemble',
    family: 'ensemble',
    ...judged,
    ...metricTold(metric),
    fitSeconds: total(({ fitSeconds }) => fitSeconds),
    msPer1000Rows: total(({ msPer1000Rows }) => msPer1000Rows),
    parameters: total(({ parameters }) => parameters),
    length: 0,
    folds: Math.max(...trials.map(({ folds }) => folds)),
    state: 'complete',
    weight: 1,
  };
  return rankRows([row, ...weighted], metric);
}
