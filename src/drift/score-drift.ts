import { scoreInterval } from '../ensemble/bootstrap.js';
import { decideClasses } from '../metrics/decisions.js';
import type { Metric } from '../metrics/metric.js';
import { type ScoredRows, scoreRows } from '../metrics/scored-rows.js';
import { answered, combined, judgedTask } from '../predictor/combined.js';
import type { OutOfFold } from '../predictor/kept-rows.js';
import { heldScore, predictorRow } from '../predictor/predictor-row.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { judgingMetric } from '../predictor/state-metric.js';
import type { Table } from '../table/table.js';
import { hypot } from '../util/elementary/hypot.js';
import type { ScoreDrift } from './drift.js';

/** Labelled rows, and the members' predictions of them. */
export interface LabelledRows {
  readonly table: Table;
  readonly perMember: readonly Float64Array[];
}

/** A score, with its 95 % interval where that is known. */
type Score = Pick<ScoreDrift, 'score' | 'interval'>;

/**
 * The deciding metric on labelled rows beside the score of the test rows of the fit, or else of its out-of-fold predictions.
 * Rows are answered as those were: out of fold by the models alone. Undefined where the metric says nothing of these rows.
 */
export function scoreDrift(
  state: PredictorState,
  { table, perMember }: LabelledRows,
  outOfFold: OutOfFold | undefined,
): ScoreDrift | undefined {
  const { target, weights, groups } = table;
  if (!target) throw new Error('the table has no labels to score');
  const metric = judgingMetric(state);
  const judged = { metric, task: judgedTask(state), truth: target, weights, groups };
  const before = scoreBefore(state, metric, outOfFold);
  if (!before) return undefined;
  const isWhole = before.on === 'test';
  const predictions = isWhole ? answered(state, perMember, table) : combined(state, perMember);
  const now = scored(judged, predictions, state.seed);
  if (!Number.isFinite(now.score)) return undefined;
  const { gain, interval } = gainBetween(metric, now, before);
  const isSure = interval !== undefined && (interval[0] > 0 || interval[1] < 0);
  return {
    metric: metric.name,
    direction: metric.direction,
    rows: target.length,
    ...now,
    before,
    gain,
    ...(interval && { gainInterval: interval }),
    verdict: !isSure ? 'unsure' : gain < 0 ? 'worse' : 'better',
  };
}

/** What 95 % intervals are wider by where they are of 99 %: the fit is judged by its luck again and again. */
const WIDER = 2.576 / 1.96;

/** By how much the first is better, with its 99 % interval by the 95 % intervals of both (MOVER; Zou and Donner 2008). */
export function gainBetween(
  { direction }: Pick<Metric, 'direction'>,
  now: Score,
  before: Score,
): { readonly gain: number; readonly interval?: readonly [low: number, high: number] } {
  const sign = direction === 'maximize' ? 1 : -1;
  const gain = sign * (now.score - before.score);
  const [own, other] = [now, before].map(({ score, interval }) => {
    if (!interval) return undefined;
    const reach = [score - interval[0], interval[1] - score].map((side) => Math.max(0, side));
    const [down = 0, up = 0] = sign > 0 ? reach : reach.reverse();
    return { down, up };
  });
  if (!own || !other) return { gain };
  const low = gain - WIDER * hypot(own.down, other.up);
  return { gain, interval: [low, gain + WIDER * hypot(own.up, other.down)] };
}

function scoreBefore(
  state: PredictorState,
  metric: Metric,
  outOfFold: OutOfFold | undefined,
): ScoreDrift['before'] | undefined {
  // What is on record is by a metric of the user's own, which another one stands for.
  const isOnRecord = state.customMetric === undefined;
  const row = isOnRecord ? predictorRow(state) : undefined;
  if (row?.scoreTest !== undefined && row.intervalTest) {
    return { on: 'test', score: row.scoreTest, interval: row.intervalTest };
  }
  const said = outOfFold?.predictions[0]?.values;
  if (!outOfFold || !said) {
    const score = isOnRecord ? heldScore(state) : null;
    return score === null ? undefined : { on: 'validation', score };
  }
  const { truth, weights, groups } = outOfFold;
  const judged: ScoredRows = {
    metric,
    task: judgedTask(state),
    truth,
    weights,
    ...(groups && { groups }),
  };
  return {
    on: 'validation',
    ...scored(judged, decideClasses(judged, said).predictions, state.seed),
  };
}

function scored(judged: ScoredRows, predictions: Float64Array, seed: number): Score {
  const interval = scoreInterval(judged, predictions, seed);
  return { score: scoreRows(judged, predictions), ...(interval && { interval }) };
}
