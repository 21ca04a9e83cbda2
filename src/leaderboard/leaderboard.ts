import { type Metric, oriented } from '../metrics/metric.js';
import type { Trial } from '../trial/trial.js';
import { greatestOf } from '../util/extremes.js';

/** A line of the leaderboard; times are null where they are not known, as in a model file. */
export interface LeaderboardRow {
  /** From 1 for the best; null for a trial without an answer of every fold. */
  readonly rank: number | null;
  readonly name: string;
  readonly family: string;
  readonly scoreValidation: number | null;
  /** The same with thresholds that were fitted to other rows; of the whole predictor only, where it has a threshold. */
  readonly scoreCrossFitted?: number;
  readonly scoreTest?: number;
  /** Scores on the same rows by other metrics. */
  readonly otherScores?: Readonly<Record<string, number>>;
  /** Of those of them that are metrics of the user's own. */
  readonly otherDirections?: Readonly<Record<string, 'maximize' | 'minimize'>>;
  /** The 95 % interval of the test score over resampled rows; of the whole predictor only. */
  readonly intervalTest?: readonly [low: number, high: number];
  readonly metric: string;
  /** Of a metric of the user's own. @default that of the metric of this name */
  readonly direction?: 'maximize' | 'minimize';
  readonly fitSeconds: number | null;
  /** Milliseconds to predict 1,000 rows. */
  readonly msPer1000Rows: number | null;
  readonly parameters: number;
  readonly length: number;
  /** How many folds stand behind the score. */
  readonly folds: number;
  readonly state: Trial['state'];
  /** The share in the ensemble, 0 for none. */
  readonly weight: number;
  /** Why it failed or stopped, or that it has not converged. */
  readonly reason?: string;
}

/**
 * Rows best first, ranked as far as they have an answer of every fold, paused ones too as they can be members; behind them
 * screened ones, ones paused on the first fold, and those without a score last.
 */
export function rankRows(
  rows: readonly LeaderboardRow[],
  metric: Metric,
): readonly LeaderboardRow[] {
  const value = ({ scoreValidation }: LeaderboardRow) =>
    scoreValidation === null ? Number.NEGATIVE_INFINITY : oriented(metric, scoreValidation);
  const most = greatestOf(rows.map(({ folds }) => folds));
  const isWhole = ({ scoreValidation, folds }: LeaderboardRow) =>
    scoreValidation !== null && folds === most;
  const tier = (row: LeaderboardRow) => {
    if (isWhole(row)) return 0;
    return row.state === 'screened' ? 1 : row.state === 'paused' ? 2 : 3;
  };
  const order = rows.map((row, place) => ({ row, place }));
  order.sort(
    (a, b) => tier(a.row) - tier(b.row) || compare(value(b.row), value(a.row)) || a.place - b.place,
  );
  return order.map(({ row }, i) => ({ ...row, rank: isWhole(row) ? i + 1 : null }));
}

/** A row for each trial, best first; of equal scores by the log loss, where it is known. */
export function rankTrials(trials: readonly Trial[], metric: Metric): readonly LeaderboardRow[] {
  const byLoss = trials.toSorted((a, b) => (a.tieLoss ?? Infinity) - (b.tieLoss ?? Infinity) || 0);
  const rows = byLoss.map(
    (trial): LeaderboardRow => ({
      rank: null,
      name: trial.name,
      family: trial.config.family,
      scoreValidation: trial.score,
      ...metricTold(metric),
      fitSeconds: trial.fitSeconds,
      msPer1000Rows: trial.msPer1000Rows,
      parameters: trial.parameters,
      length: trial.length,
      folds: trial.folds,
      state: trial.state,
      weight: 0,
      ...reasonOf(trial),
    }),
  );
  return rankRows(rows, metric);
}

/** Its name; of one of the user's own the direction too, which nothing else tells. */
export function metricTold({
  name,
  direction,
  isCustom,
}: Metric): Pick<LeaderboardRow, 'metric' | 'direction'> {
  return isCustom ? { metric: name, direction } : { metric: name };
}

function reasonOf({ state, reason, rung }: Trial): Pick<LeaderboardRow, 'reason'> {
  if (state === 'paused') return { reason: `paused at rung ${rung + 1}, did not go on` };
  if (state === 'screened') return { reason: 'trained on the first fold, did not go on' };
  return reason === null ? {} : { reason };
}

/** The rows without what the clock measured, so that two equal runs have equal rows. */
export function withoutTimes(rows: readonly LeaderboardRow[]): readonly LeaderboardRow[] {
  return rows.map((row) => ({ ...row, fitSeconds: null, msPer1000Rows: null }));
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
