import { pickRows } from '../../ensemble/sample-rows.js';
import { oriented } from '../../metrics/metric.js';
import { predictedClass } from '../../metrics/predicted-class.js';
import { scoreRows } from '../../metrics/scored-rows.js';
import { judgedAt } from '../../trial/trial-judge.js';
import type { JudgedRows } from './judged-rows.js';

/** How the predictor does by the values of a column. */
export interface GroupFacts {
  readonly column: string;
  readonly rows: number;
  readonly groups: readonly GroupScore[];
  /** The best group's score minus the worst's, in the direction of the metric. */
  readonly gap: number | null;
}

export interface GroupScore {
  readonly value: string;
  readonly rows: number;
  readonly score: number | null;
  /** Of two classes: the share that is taken for positive, and that is. */
  readonly takenPositive?: number;
  readonly isPositive?: number;
  /** Of two classes: the share of the positive ones that is found (equal opportunity), and of the others that is taken for it. */
  readonly truePositiveRate?: number | null;
  readonly falsePositiveRate?: number | null;
  /** Of numbers: the mean of predicted minus true. */
  readonly bias?: number;
}

/** Fewer rows of a value tell nothing. */
const LEAST_ROWS = 10;

/** Of these values of a column, one for each judged row. */
export function groupFacts(
  column: string,
  values: readonly (string | undefined)[],
  judged: JudgedRows,
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
    .map(([value, rows]) => groupScore(value, Int32Array.from(rows), judged))
    .sort((a, b) => b.rows - a.rows);
  const scores = groups
    .flatMap(({ score }) => score ?? [])
    .map((score) => oriented(judged.metric, score));
  const gap = scores.length > 1 ? Math.max(...scores) - Math.min(...scores) : null;
  return { column, rows: values.length, groups, gap };
}

function groupScore(value: string, rows: Int32Array, judged: JudgedRows): GroupScore {
  const own = judgedAt(judged, rows);
  const predictions = pickRows(judged.predictions, rows, judged.truth.length);
  const score = scoreRows(own, predictions);
  const base = { value, rows: rows.length, score: Number.isFinite(score) ? score : null };
  const { task, truth } = own;
  if (task.kind === 'multiclass') return base;
  if (task.kind === 'regression') {
    const sum = predictions.reduce((total, said, i) => total + said - (truth[i] ?? 0), 0);
    return { ...base, bias: sum / rows.length };
  }
  const taken = Array.from(
    truth,
    (_, row) => predictedClass(predictions, row, task) === task.positive,
  );
  const is = Array.from(truth, (code) => code === task.positive);
  const share = (among: (i: number) => boolean) => {
    const chosen = taken.filter((_, i) => among(i));
    return chosen.length > 0 ? chosen.filter(Boolean).length / chosen.length : null;
  };
  return {
    ...base,
    takenPositive: share(() => true) ?? 0,
    isPositive: is.filter(Boolean).length / is.length,
    truePositiveRate: share((i) => is[i] === true),
    falsePositiveRate: share((i) => is[i] === false),
  };
}
