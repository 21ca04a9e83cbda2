import { scoreInterval } from '../../ensemble/bootstrap.js';
import { pickRows } from '../../ensemble/sample-rows.js';
import { oriented, weightlessRows } from '../../metrics/metric.js';
import { predictedClass } from '../../metrics/predicted-class.js';
import { scoreRows } from '../../metrics/scored-rows.js';
import { judgedAt } from '../../trial/trial-judge.js';
import { greatestOf, leastOf } from '../../util/extremes.js';
import type { GroupValues } from './group-values.js';
import type { JudgedRows } from './judged-rows.js';

/** How the predictor does by the values of a column. */
export interface GroupFacts {
  readonly column: string;
  readonly rows: number;
  /** How many there are, those of too few rows among them. */
  readonly all: number;
  readonly groups: readonly GroupScore[];
  /** The best group's score minus the worst's, in the direction of the metric. */
  readonly gap: number | null;
}

export interface GroupScore {
  readonly value: string;
  readonly rows: number;
  /** Of them those of weight 0; absent where there are none. */
  readonly weightless?: number;
  readonly score: number | null;
  /** 95 % over resampled rows. */
  readonly interval?: readonly [low: number, high: number];
  /** Of two classes: the share that is taken for positive, and that is; shares are null where no row counts. */
  readonly takenPositive?: number | null;
  readonly isPositive?: number | null;
  /** Of two classes: the share of the positive ones that is found (equal opportunity), and of the others that is taken for it. */
  readonly truePositiveRate?: number | null;
  readonly falsePositiveRate?: number | null;
  /** Of numbers: the mean of predicted minus true. */
  readonly bias?: number;
}

/** Fewer rows of a value tell nothing. */
export const LEAST_ROWS = 10;

/** Of these values of a column, one for each judged row; shares and means count rows by their weights. */
export function groupFacts(
  column: string,
  { values, order }: GroupValues,
  judged: JudgedRows,
  seed: number,
): GroupFacts {
  const rowsOf = new Map<string, number[]>();
  for (const [row, value] of values.entries()) {
    const name = value ?? '(missing)';
    const rows = rowsOf.get(name);
    if (rows) rows.push(row);
    else rowsOf.set(name, [row]);
  }
  const groups = [...rowsOf]
    .filter(([, rows]) => rows.length >= LEAST_ROWS)
    .map(([value, rows]) => groupScore(value, Int32Array.from(rows), judged, seed))
    .sort((a, b) => placeIn(order, a.value) - placeIn(order, b.value) || b.rows - a.rows);
  const scores = groups
    .flatMap(({ score }) => score ?? [])
    .map((score) => oriented(judged.metric, score));
  const gap = scores.length > 1 ? greatestOf(scores) - leastOf(scores) : null;
  return { column, rows: values.length, all: rowsOf.size, groups, gap };
}

function placeIn(order: readonly string[], value: string): number {
  const place = order.indexOf(value);
  return place < 0 ? order.length : place;
}

function groupScore(value: string, rows: Int32Array, judged: JudgedRows, seed: number): GroupScore {
  const own = judgedAt(judged, rows);
  // As the scores of all rows are: the threshold may have been chosen by these very rows.
  const byClass = judged.decided ?? judged.predictions;
  const told = judged.metric.judges === 'classes' ? byClass : judged.predictions;
  const predictions = pickRows(told, rows, judged.truth.length);
  const classes = pickRows(byClass, rows, judged.truth.length);
  const score = scoreRows(own, predictions);
  const interval = scoreInterval(own, predictions, seed);
  const weightless = weightlessRows(own.weights);
  const base = {
    value,
    rows: rows.length,
    ...(weightless > 0 && { weightless }),
    score: Number.isFinite(score) ? score : null,
    ...(interval && { interval }),
  };
  const { task, truth, weights } = own;
  if (task.kind === 'multiclass' || task.kind === 'quantile') return base;
  const weightOf = (row: number) => weights?.[row] ?? 1;
  const weigh = (of: (row: number) => number) =>
    rows.reduce((sum, _, row) => sum + weightOf(row) * of(row), 0);
  if (task.kind === 'regression') {
    const all = weigh(() => 1);
    const errors = weigh((row) => (predictions[row] ?? 0) - (truth[row] ?? 0));
    return { ...base, ...(all > 0 && { bias: errors / all }) };
  }
  const taken = Array.from(truth, (_, row) => predictedClass(classes, row, task) === task.positive);
  const is = (row: number) => truth[row] === task.positive;
  const share = (of: (row: number) => boolean, among: (row: number) => boolean) => {
    const all = weigh((row) => Number(among(row)));
    return all > 0 ? weigh((row) => Number(among(row) && of(row))) / all : null;
  };
  const isTaken = (row: number) => taken[row] === true;
  return {
    ...base,
    takenPositive: share(isTaken, () => true),
    isPositive: share(is, () => true),
    truePositiveRate: share(isTaken, is),
    falsePositiveRate: share(isTaken, (row) => !is(row)),
  };
}
