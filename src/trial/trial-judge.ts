import { type Fold, validatedRows } from '../folds/folds.js';
import { type Metric, type Truth, truthAt, valuesAt } from '../metrics/metric.js';
import type { RowGroups } from '../metrics/row-groups.js';
import type { Table } from '../table/table.js';
import { meanOne } from '../util/mean-one.js';
import { answersPerRow, type TaskShape } from '../util/task-kind.js';
import { type ClassWeights, withClassWeights } from './weigh-classes.js';

/** What a trial is judged by: the folds and the labels of the rows that they validate. */
export interface TrialJudge {
  readonly folds: readonly Fold[];
  readonly task: TaskShape;
  readonly metric: Metric;
  /** Rows with an out-of-fold prediction, ascending, and their labels. */
  readonly rows: Int32Array;
  readonly truth: Truth;
  readonly weights: Float64Array | undefined;
  /** Of rows that are not independent. */
  readonly groups?: RowGroups;
  /** How much rows of each class count in training, but not in the metric. @default alike */
  readonly classWeights?: ClassWeights | undefined;
}

/** What rows are judged by, whatever folds they come from. */
export type Judged = Pick<
  TrialJudge,
  'metric' | 'task' | 'truth' | 'weights' | 'groups' | 'classWeights'
>;

/**
 * The same rows as they count in training, with a mean of 1: what puts members together is fitted so, or it would undo the weights
 * of classes.
 */
export function asInTraining<J extends Judged>(judged: J): J {
  const { task, truth, weights, classWeights } = judged;
  if (classWeights === undefined) return judged;
  const own = withClassWeights({}, task, truth, weights, classWeights);
  return { ...judged, weights: meanOne(own) };
}

export function createJudge(
  folds: readonly Fold[],
  task: TaskShape,
  metric: Metric,
  { target, weights, groups }: Pick<Table, 'target' | 'weights' | 'groups'>,
): TrialJudge {
  const rows = validatedRows(folds);
  const truth = target ?? new Float64Array();
  return { folds, rows, ...judgedAt({ task, metric, truth, weights, groups }, rows) };
}

/** The same of the rows at these places. */
export function judgedAt<J extends Judged>(judged: J, places: Int32Array): J {
  const { truth, weights, groups } = judged;
  return {
    ...judged,
    truth: truthAt(truth, places),
    weights: weights && valuesAt(weights, places),
    ...(groups && { groups: places.map((place) => groups[place] ?? -1) }),
  };
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
  return { ...judgedAt(judge, places), folds, rows };
}

/** Whether the metric is defined on these rows: not where it needs a class, a spread or a weight that they lack. */
export function canScore({
  metric,
  task,
  truth,
  weights,
}: Pick<TrialJudge, 'metric' | 'task' | 'truth' | 'weights'>): boolean {
  const width = answersPerRow(task);
  const predictions = new Float64Array(truth.length * width).fill(1 / width);
  return Number.isFinite(metric.score(truth, predictions, task, weights));
}
