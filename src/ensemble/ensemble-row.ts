import { type LeaderboardRow, rankRows } from '../leaderboard/leaderboard.js';
import type { Metric } from '../metrics/metric.js';
import type { FinishedEnsemble } from './finish-ensemble.js';

/** The leaderboard with each member's weight and, where several models are mixed, the ensemble itself. */
export function withEnsemble(
  rows: readonly LeaderboardRow[],
  ensemble: Pick<FinishedEnsemble, 'members' | 'score'>,
  metric: Metric,
): readonly LeaderboardRow[] {
  const weights = new Map(ensemble.members.map(({ trial, weight }) => [trial.name, weight]));
  const weighted = rows.map((row) => ({ ...row, weight: weights.get(row.name) ?? 0 }));
  if (ensemble.members.length < 2) return weighted;
  const trials = ensemble.members.map(({ trial }) => trial);
  const total = (of: (trial: (typeof trials)[number]) => number) =>
    trials.reduce((sum, trial) => sum + of(trial), 0);
  const row: LeaderboardRow = {
    rank: null,
    name: 'ensemble',
    family: 'ensemble',
    scoreValidation: ensemble.score,
    metric: metric.name,
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
