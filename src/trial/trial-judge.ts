import { type Fold, validatedRows } from '../folds/folds.js';
import type { Metric } from '../metrics/metric.js';
import type { Table } from '../table/table.js';
import type { TaskShape } from '../util/task-kind.js';

/** What a trial is judged by: the folds and the labels of the rows that they validate. */
export interface TrialJudge {
  readonly folds: readonly Fold[];
  readonly task: TaskShape;
  readonly metric: Metric;
  /** Rows with an out-of-fold prediction, ascending, and their labels. */
  readonly rows: Int32Array;
  readonly truth: Float64Array;
  readonly weights: Float64Array | undefined;
}

export function createJudge(
  folds: readonly Fold[],
  task: TaskShape,
  metric: Metric,
  { target, weights }: Pick<Table, 'target' | 'weights'>,
): TrialJudge {
  const rows = validatedRows(folds);
  const truth = Float64Array.from(rows, (row) => target?.[row] ?? Number.NaN);
  const own = weights && Float64Array.from(rows, (row) => weights[row] ?? 1);
  return { folds, task, metric, rows, truth, weights: own };
}

/** What a trial is judged by that has trained on the first fold alone. */
export function firstFoldOf(judge: TrialJudge): TrialJudge {
  if (judge.folds.length < 2) return judge;
  const folds = judge.folds.slice(0, 1);
  const rows = validatedRows(folds);
  const isOwn = new Set(rows);
  const places = Int32Array.from(
    [...judge.rows.keys()].filter((i) => isOwn.has(judge.rows[i] ?? -1)),
  );
  const of = (values: Float64Array) => Float64Array.from(places, (place) => values[place] ?? 0);
  return {
    ...judge,
    folds,
    rows,
    truth: of(judge.truth),
    weights: judge.weights && of(judge.weights),
  };
}
