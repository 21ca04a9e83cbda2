import { scoreInterval } from '../ensemble/bootstrap.js';
import { type Metric, type Truth, weightlessRows } from '../metrics/metric.js';
import { scoreRows } from '../metrics/scored-rows.js';
import type { Schema } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { someOf } from '../util/count-of.js';
import { plainTask } from './answered-task.js';
import { type AskedMetrics, metricsAsked } from './asked-metrics.js';
import { answered, judgedTask } from './combined.js';
import { predictorName } from './predictor-row.js';
import type { PredictorState } from './predictor-state.js';

/** Scores by the names of the metrics. */
export interface Scores {
  readonly rows: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** Of two classes the one that `f1`, `precision`, `recall` and `average_precision` are of. */
  readonly positive?: string;
  /** Whether rows count by the weight column that the predictor was fitted with. */
  readonly weighted: boolean;
}

/** Scores the members' predictions together on labelled rows, by the metrics named or by all that fit the task. */
export function evaluateTable(
  state: PredictorState,
  table: Table,
  perMember: readonly Float64Array[],
  metrics: AskedMetrics | undefined,
): Scores {
  const truth = labelsOf(table);
  const chosen = metricsAsked(metrics, state);
  const predictions = answered(state, perMember, table);
  const scores = chosen.map((metric): [string, number] => [
    metric.name,
    metric.score(truth, predictions, judgedTask(state), table.weights),
  ]);
  const { positive } = state.schema.task;
  return {
    rows: table.rows,
    metrics: Object.fromEntries(scores),
    ...(positive !== null && { positive }),
    weighted: table.weights !== undefined,
  };
}

/** Which of two numbers a score is, where a weight column was told of at fit. */
export function describeWeighting({ columns }: Schema, { rows, weights }: Table): string[] {
  const name = columns.find(({ role }) => role === 'weight')?.name;
  if (name === undefined) return [];
  const weightless = weightlessRows(weights);
  const count = weightless === 1 ? 'counts' : 'count';
  const none =
    weightless > 0 ? `, by which ${someOf(weightless, rows, 'row')} ${count} nothing` : '';
  return weights
    ? [`weighted by column "${name}"${none}: leave the column out of the data to count rows alike`]
    : [`not weighted: the data has no column "${name}"`];
}

/** Scores of the whole predictor and of each member by the deciding metric, by their names on the leaderboard. */
export interface MemberScores {
  readonly scores: ReadonlyMap<string, number>;
  /** The whole predictor's name, and the interval of its score; none where rows, or groups of them, are too few. */
  readonly whole: string;
  readonly interval: readonly [low: number, high: number] | undefined;
}

/** By the deciding metric, or by another one. */
export function scoreMembers(
  state: PredictorState,
  table: Table,
  perMember: readonly Float64Array[],
  metric: Metric,
): MemberScores {
  const truth = labelsOf(table);
  const task = plainTask(state);
  const rows = { metric, task, truth, weights: table.weights };
  const own = perMember.map((predictions, i): [string, number] => {
    const member = state.members[i];
    return [member?.name ?? '', scoreRows(rows, predictions, member?.threshold)];
  });
  const predictions = answered(state, perMember, table);
  const whole = predictorName(state);
  const { weights, groups } = table;
  const judged = { metric, task: judgedTask(state), truth, weights, groups };
  const score = metric.score(truth, predictions, judged.task, weights);
  return {
    scores: new Map([...own, [whole, score]]),
    whole,
    interval: scoreInterval(judged, predictions, state.seed),
  };
}

function labelsOf(table: Table): Truth {
  if (!table.target) throw new Error('the table has no labels to evaluate on');
  return table.target;
}
