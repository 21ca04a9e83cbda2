import { type Fold, validatedRows } from '../folds/folds.js';
import { type Metric, type Truth, truthAt } from '../metrics/metric.js';
import type { Table } from '../table/table.js';
import type { TaskShape } from '../util/task-kind.js';

/** What a trial is judged by: the folds and the labels of the rows that they validate. */
export interface TrialJudge {
  readonly folds: readonly Fold[];
  readonly task: TaskShape;
  readonly metric: Metric;
  /** Rows with an out-of-fold prediction, ascending, and their labels. */
  readonly rows: Int32Array;
  readonly truth: Truth;
  readonly weights: Float64Array | undefined;
}

export function createJudge(
  folds: readonly Fold[],
  task: TaskShape,
  metric: Metric,
  { target, weights }: Pick<Table, 'target' | 'weights'>,
): TrialJudge {
  const rows = validatedRows(folds);
  const truth = truthAt(target ?? new Float64Array(), rows);
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
  return {
    ...judge,
    folds,
    rows,
    truth: truthAt(judge.truth, places),
    weights: judge.weights && Float64Array.from(places, (place) => judge.weights?.[place] ?? 1),
  };
}
