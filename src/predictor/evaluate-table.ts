import type { Truth } from '../metrics/metric.js';
import { metricNamed, metricsOf } from '../metrics/metrics.js';
import { taskShape } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { predictMembers, predictTable } from './predict-table.js';
import type { PredictorState } from './predictor-state.js';

/** Scores by the names of the metrics. */
export interface Evaluation {
  readonly rows: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

/** Scores the predictor on labelled rows, by the metrics named or by all that fit the task. */
export function evaluateTable(
  state: PredictorState,
  table: Table,
  metrics: readonly string[] | undefined,
): Evaluation {
  const { task } = state.schema;
  const truth = labelsOf(table);
  const names = metrics ?? metricsOf(task.kind).map(({ name }) => name);
  const chosen = names.map((name) => metricNamed(name, task.kind));
  const predictions = predictTable(state, table);
  const scores = chosen.map((metric): [string, number] => [
    metric.name,
    metric.score(truth, predictions, taskShape(task), table.weights),
  ]);
  return { rows: table.rows, metrics: Object.fromEntries(scores), notes: unknownClasses(truth) };
}

/** The deciding metric of the whole predictor and of each member, by the names on the leaderboard. */
export function scoreMembers(state: PredictorState, table: Table): ReadonlyMap<string, number> {
  const truth = labelsOf(table);
  const task = taskShape(state.schema.task);
  const metric = metricNamed(state.metric, task.kind);
  const scores = new Map<string, number>();
  for (const [i, predictions] of predictMembers(state, table).entries()) {
    const name = state.members[i]?.name;
    if (name) scores.set(name, metric.score(truth, predictions, task, table.weights));
  }
  if (state.members.length > 1) {
    scores.set('ensemble', metric.score(truth, predictTable(state, table), task, table.weights));
  }
  return scores;
}

function labelsOf(table: Table): Truth {
  if (!table.target) throw new Error('the table has no labels to evaluate on');
  return table.target;
}

function unknownClasses(truth: Truth): string[] {
  const count = truth.filter((code) => code === -1).length;
  return count > 0
    ? [`${count} rows have a class that the model does not know: counted as wrong`]
    : [];
}
