import { pairedGain } from '../ensemble/bootstrap.js';
import { pickRows } from '../ensemble/sample-rows.js';
import { oriented } from '../metrics/metric.js';
import { scoreRows } from '../metrics/scored-rows.js';
import {
  type Copies,
  collectCopies,
  type LabelSums,
  labelSums,
  moveToward,
  without,
} from '../predictor/copies.js';
import type { Table } from '../table/table.js';
import { judgedAt, type TrialJudge } from '../trial/trial-judge.js';

/** Fewer rows with a copy, in all and as a share, are not worth remembering all. */
const LEAST_ROWS = 20;
const LEAST_SHARE = 0.01;
/** How many labels a model's answer may count as. */
const MODEL_COUNTS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10];

/** What was said of the judged rows out of fold, and the keys of all rows, as `rowKeys` gives them. */
interface AnsweredRows {
  readonly predictions: Float64Array;
  readonly threshold: number;
  readonly keys: Float64Array;
}

/**
 * Whether rows that are copies of others are answered better by the labels of those than by the models alone, which are judged on rows
 * whose copies they have not seen: each row's own label is left out. Undefined unless these rows say so by more than one
 * standard error, and where rows are not alike: by weights, groups or time.
 */
export function fitCopies(
  table: Table,
  judge: TrialJudge,
  { predictions, threshold, keys }: AnsweredRows,
  seed: number,
): { readonly copies: Copies; readonly note: string } | undefined {
  if (table.weights || table.groups || table.times || judge.rows.length === 0) return undefined;
  const least = Math.max(LEAST_ROWS, LEAST_SHARE * judge.rows.length);
  // Of most large tables this is the end: what comes below takes memory by the row.
  if (rowsWithCopy(keys) < least) return undefined;
  const collected = collectCopies(table, keys);
  const twins = twinsAmong(table, judge, collected, keys);
  if (twins.length < least) return undefined;
  const places = Int32Array.from(twins, ({ place }) => place);
  const own = judgedAt(judge, places);
  const answers = pickRows(predictions, places, judge.rows.length);
  // A label is not trusted more than so many copies can tell.
  const tried = MODEL_COUNTS.filter((count) => count * twins.length >= 1).map((modelCounts) => {
    const moved = leftOut(twins, { ...collected, modelCounts }, answers);
    const score = oriented(judge.metric, scoreRows(own, moved, threshold));
    return { modelCounts, moved, score };
  });
  const best = tried.reduce((a, b) => (b.score > a.score ? b : a));
  const { gain, standardError } = pairedGain(own, best.moved, answers, seed);
  if (!(gain > standardError)) return undefined;
  const share = Math.round((100 * twins.length) / judge.rows.length);
  const note =
    `${twins.length} rows (${share} %) are copies of others in all columns, and their labels tell more than the models: ` +
    'rows to predict that are copies of training rows are answered by their labels as well; validation scores are those of the models alone';
  return { copies: { ...collected, modelCounts: best.modelCounts }, note };
}

/** A judged row with the labels of all rows like it, and its own. */
interface Twin {
  readonly place: number;
  readonly sums: LabelSums;
  readonly label: number;
}

/** Rows that stand for themselves in training are no copies: only those count whose copies the models had not seen. */
function twinsAmong(
  table: Table,
  judge: TrialJudge,
  collected: Pick<Copies, 'keys' | 'labels'>,
  own: Float64Array,
): Twin[] {
  const { target } = table;
  const parted = partedKeys(own, judge);
  const sumsOf = labelSums(collected, Math.max(1, judge.task.classes));
  const twins: Twin[] = [];
  for (const [place, row] of judge.rows.entries()) {
    const key = own[row] ?? Number.NaN;
    const label = target?.[row] ?? Number.NaN;
    const isKnown = !(target instanceof Int32Array) || label >= 0;
    const sums = isKnown && !parted.has(key) ? sumsOf(key) : undefined;
    if (sums && sums.count > 1) twins.push({ place, sums, label });
  }
  return twins;
}

/** Rows whose key another one has too; those without a key are last when sorted, and unlike each other. */
function rowsWithCopy(keys: Float64Array): number {
  const sorted = keys.slice().sort();
  let rows = 0;
  for (let i = 0; i < sorted.length; i++) {
    const key = sorted[i];
    if (key === sorted[i - 1] || key === sorted[i + 1]) rows++;
  }
  return rows;
}

/** Keys of rows that lie in several folds, or in one and in none. */
function partedKeys(keys: Float64Array, { folds }: TrialJudge): ReadonlySet<number> {
  const foldOf = new Int32Array(keys.length).fill(-1);
  for (const [fold, { validation }] of folds.entries())
    for (const row of validation) foldOf[row] = fold;
  const parted = new Set<number>();
  const firstFold = new Map<number, number>();
  for (const [row, key] of keys.entries()) {
    const fold = foldOf[row] ?? -1;
    const first = firstFold.get(key) ?? fold;
    firstFold.set(key, first);
    if (first !== fold) parted.add(key);
  }
  return parted;
}

/** Answers moved toward the labels of a row's copies, without its own. */
function leftOut(
  twins: readonly Twin[],
  { labels, modelCounts }: Copies,
  answers: Float64Array,
): Float64Array {
  const moved = answers.slice();
  const width = answers.length / twins.length;
  for (const [i, { sums, label }] of twins.entries()) {
    const others = without(sums, labels, label);
    moveToward(others, modelCounts, moved.subarray(i * width, (i + 1) * width));
  }
  return moved;
}
