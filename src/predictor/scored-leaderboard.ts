import type { LeaderboardRow } from '../leaderboard/leaderboard.js';
import type { Metric } from '../metrics/metric.js';
import type { Table } from '../table/table.js';
import { checkPlainOptions } from '../util/check-arguments.js';
import { type AskedMetrics, metricsAsked } from './asked-metrics.js';
import { describeScores } from './describe-scores.js';
import { scoreMembers } from './evaluate-table.js';
import { predictorName } from './predictor-row.js';
import type { PredictorState } from './predictor-state.js';
import { READING_KINDS } from './reading-kinds.js';
import { metricNeeded, stateMetric } from './state-metric.js';
import type { PredictOptions } from './table-reader.js';

/** How data is read that the models are scored on. */
export interface LeaderboardOptions extends PredictOptions {
  /** Told what `evaluate` has as notes. */
  readonly onNote?: ((note: string) => void) | undefined;
}

/** The options apart. Throws an AutofitError for others that there are not. */
export function leaderboardOptions(given: LeaderboardOptions | undefined): {
  readonly onNote?: LeaderboardOptions['onNote'];
  readonly reading: PredictOptions;
} {
  if (given === undefined || typeof given === 'number') return { reading: {} };
  checkPlainOptions(given, { ...READING_KINDS, onNote: ['function'] });
  const { onNote, ...reading } = given;
  return { onNote, reading };
}

/** What models are scored by: the metric that decided, which is among those that are given where it is one of the user's own, and the others. */
export function decidingAmong(state: PredictorState, metrics: AskedMetrics = []) {
  const asked = metrics.length > 0 ? metricsAsked(metrics, state) : [];
  if (!state.customMetric) return { deciding: stateMetric(state), others: asked };
  const deciding = asked.find(({ name, isCustom }) => isCustom && name === state.metric);
  if (!deciding) throw metricNeeded(state.metric);
  return { deciding, others: asked.filter((metric) => metric !== deciding) };
}

/** The leaderboard with the scores of what members predicted for these rows, by all that was asked. */
export function scoredLeaderboard(
  state: PredictorState,
  table: Table,
  perMember: readonly Float64Array[],
  { deciding, others }: ReturnType<typeof decidingAmong>,
): readonly LeaderboardRow[] {
  const rows = withTestScores(state, table, perMember, deciding);
  return withOtherScores(state, table, perMember, rows, others);
}

/** What is to be said of the scores of such a leaderboard. */
export function describeLeaderboard(
  state: PredictorState,
  table: Table,
  rows: readonly LeaderboardRow[],
  metrics: AskedMetrics = [],
): readonly string[] {
  const whole = rows.find(({ name }) => name === predictorName(state));
  const score = whole?.scoreTest;
  const own = score === undefined ? {} : { [state.metric]: score };
  const asked = state.customMetric ? metrics : [state.metric, ...metrics];
  return describeScores(state, table, { metrics: { ...own, ...whole?.otherScores } }, asked);
}

/** The leaderboard with the scores of what members predicted for these rows. */
export function withTestScores(
  state: PredictorState,
  table: Table,
  perMember: readonly Float64Array[],
  metric: Metric,
): readonly LeaderboardRow[] {
  const { scores, whole, interval } = scoreMembers(state, table, perMember, metric);
  return state.leaderboard.map((row) => {
    const scoreTest = scores.get(row.name);
    if (scoreTest === undefined) return row;
    return { ...row, scoreTest, ...(row.name === whole && interval && { intervalTest: interval }) };
  });
}

function withOtherScores(
  state: PredictorState,
  table: Table,
  perMember: readonly Float64Array[],
  rows: readonly LeaderboardRow[],
  metrics: readonly Metric[],
): readonly LeaderboardRow[] {
  const scored = metrics.map((metric) => ({
    name: metric.name,
    scores: scoreMembers(state, table, perMember, metric).scores,
  }));
  if (scored.length === 0) return rows;
  const custom = metrics.filter(({ isCustom }) => isCustom);
  const otherDirections = Object.fromEntries(custom.map((own) => [own.name, own.direction]));
  const directions = custom.length > 0 && { otherDirections };
  return rows.map((row) => {
    const own = scored.flatMap(({ name, scores }): [string, number][] => {
      const score = scores.get(row.name);
      return score === undefined ? [] : [[name, score]];
    });
    return own.length > 0 ? { ...row, otherScores: Object.fromEntries(own), ...directions } : row;
  });
}
