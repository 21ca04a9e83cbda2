import { rowKeys } from '../table/row-keys.js';
import type { Labels, Table } from '../table/table.js';

/**
 * What training rows were answered, found by all that models read of a row: a row that is a copy of some is answered by their labels as
 * well. Plain data that holds no row: of values there is one number of 53 bits.
 */
export interface Copies {
  /** The keys of training rows, ascending. */
  readonly keys: Float64Array;
  /** Their labels: numbers, or codes of classes. */
  readonly labels: Labels;
  /** How many labels the answer of a model counts as. */
  readonly modelCounts: number;
}

/** The labels of training rows, by their keys. */
export function collectCopies({ columns, rows, target }: Table): Omit<Copies, 'modelCounts'> {
  if (!target) throw new Error('a table without labels teaches nothing');
  const all = rowKeys(columns, 0, rows);
  // Equal keys in the order of the rows, so that sums are the same everywhere.
  const order = Int32Array.from(all.keys())
    .filter((row) => !(target instanceof Int32Array) || (target[row] ?? -1) >= 0)
    .sort((a, b) => (all[a] ?? 0) - (all[b] ?? 0) || a - b);
  const keys = Float64Array.from(order, (row) => all[row] ?? 0);
  const labelAt = (row: number) => target[row] ?? Number.NaN;
  const labels =
    target instanceof Int32Array
      ? Int32Array.from(order, labelAt)
      : Float64Array.from(order, labelAt);
  return { keys, labels };
}

/** Labels that stand together: those of one key. */
export interface LabelRun {
  readonly start: number;
  readonly end: number;
}

/** The labels of rows with this key; undefined where there is none. */
export function labelsWithKey(keys: Float64Array, key: number): LabelRun | undefined {
  const start = firstAtLeast(keys, key);
  let end = start;
  while (keys[end] === key) end++;
  return end > start ? { start, end } : undefined;
}

/** Moves the answer of a row toward these labels, of which one may be left out: (classes) probabilities, or one number. */
export function moveToward(
  { labels, modelCounts }: Pick<Copies, 'labels' | 'modelCounts'>,
  { start, end }: LabelRun,
  answer: Float64Array,
  left?: number,
): void {
  const all = end - start - Number(left !== undefined) + modelCounts;
  for (let i = 0; i < answer.length; i++) answer[i] = ((answer[i] ?? 0) * modelCounts) / all;
  for (let i = start; i < end; i++) {
    if (i === left) continue;
    const label = labels[i] ?? 0;
    const [place, share] = labels instanceof Int32Array ? [label, 1] : [0, label];
    answer[place] = (answer[place] ?? 0) + share / all;
  }
}

/** Predictions of a table's rows, (rows, width), moved where rows are copies of training rows. */
export function answerCopies(
  copies: Copies,
  { columns, rows }: Pick<Table, 'columns' | 'rows'>,
  predictions: Float64Array,
): Float64Array {
  const moved = predictions.slice();
  const width = moved.length / Math.max(1, rows);
  for (const [row, key] of rowKeys(columns, 0, rows).entries()) {
    const run = labelsWithKey(copies.keys, key);
    if (run) moveToward(copies, run, moved.subarray(row * width, (row + 1) * width));
  }
  return moved;
}

/** What a file holds as such, of so many classes. Throws where it has not their shape. */
export function checkedCopies(stored: unknown, classes: number): Copies {
  const { keys, labels, modelCounts } = (stored ?? {}) as Partial<Copies>;
  const isOfTask = classes > 0 ? labels instanceof Int32Array : labels instanceof Float64Array;
  if (!(keys instanceof Float64Array) || !labels || !isOfTask) throw damaged();
  const isWhole =
    keys.length === labels.length &&
    keys.every((key, i) => key >= (keys[i - 1] ?? 0)) &&
    labels.every((label) => Number.isFinite(label) && (classes === 0 || isBelow(label, classes))) &&
    Number(modelCounts) > 0;
  if (!isWhole) throw damaged();
  return { keys, labels, modelCounts: Number(modelCounts) };
}

function damaged(): Error {
  return new Error('what it holds of copies is damaged');
}

function isBelow(label: number, classes: number): boolean {
  return label >= 0 && label < classes;
}

/** The first place whose key is not below this one. */
function firstAtLeast(keys: Float64Array, key: number): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
