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

/** The labels of training rows, by their keys; without rows whose label or whose levels are not known. */
export function collectCopies(table: Table, all = rowKeys(table)): Omit<Copies, 'modelCounts'> {
  const { target } = table;
  if (!target) throw new Error('a table without labels teaches nothing');
  const isCode = target instanceof Int32Array;
  // Equal keys in the order of the rows, so that sums are the same everywhere.
  const order = Int32Array.from(all.keys())
    .filter((row) => !Number.isNaN(all[row]) && (!isCode || (target[row] ?? -1) >= 0))
    .sort((a, b) => (all[a] ?? 0) - (all[b] ?? 0) || a - b);
  const keys = Float64Array.from(order, (row) => all[row] ?? 0);
  const labelAt = (row: number) => target[row] ?? Number.NaN;
  const labels = isCode ? Int32Array.from(order, labelAt) : Float64Array.from(order, labelAt);
  return { keys, labels };
}

/** What rows of one key were answered: how many they are, and the rows of each class, or the sum of their numbers. */
export interface LabelSums {
  readonly count: number;
  readonly sums: Float64Array;
}

/** Gives them by key, each added up once; `width` is that of an answer. Undefined where no row has the key. */
export function labelSums(
  { keys, labels }: Pick<Copies, 'keys' | 'labels'>,
  width: number,
): (key: number) => LabelSums | undefined {
  const known = new Map<number, LabelSums>();
  return (key) => {
    const before = known.get(key);
    if (before) return before;
    const sums = new Float64Array(width);
    const start = firstAtLeast(keys, key);
    let end = start;
    for (; keys[end] === key; end++) addLabel(sums, labels, labels[end] ?? 0, 1);
    if (end === start) return undefined;
    const found = { count: end - start, sums };
    known.set(key, found);
    return found;
  };
}

/** The same without one row of this label. */
export function without({ count, sums }: LabelSums, labels: Labels, label: number): LabelSums {
  const others = sums.slice();
  addLabel(others, labels, label, -1);
  return { count: count - 1, sums: others };
}

function addLabel(sums: Float64Array, labels: Labels, label: number, times: number): void {
  const [place, value] = labels instanceof Int32Array ? [label, 1] : [0, label];
  sums[place] = (sums[place] ?? 0) + times * value;
}

/** Moves an answer toward these labels: (classes) probabilities, or one number. */
export function moveToward(
  { count, sums }: LabelSums,
  modelCounts: number,
  answer: Float64Array,
): void {
  for (let i = 0; i < answer.length; i++)
    answer[i] = ((answer[i] ?? 0) * modelCounts + (sums[i] ?? 0)) / (count + modelCounts);
}

/** Predictions of a table's rows, (rows, width), moved where rows are copies of training rows. */
export function answerCopies(
  copies: Copies,
  table: Pick<Table, 'columns' | 'rows'>,
  predictions: Float64Array,
): Float64Array {
  const moved = predictions.slice();
  const width = moved.length / Math.max(1, table.rows);
  const sumsOf = labelSums(copies, width);
  for (const [row, key] of rowKeys(table).entries()) {
    const sums = sumsOf(key);
    if (sums) moveToward(sums, copies.modelCounts, moved.subarray(row * width, (row + 1) * width));
  }
  return moved;
}

/** The places of rows that are copies of training rows. */
export function copiedRows(
  { keys }: Pick<Copies, 'keys'>,
  table: Pick<Table, 'columns' | 'rows'>,
): ReadonlySet<number> {
  const all = [...rowKeys(table).entries()];
  const copied = all.filter(([, key]) => keys[firstAtLeast(keys, key)] === key);
  return new Set(copied.map(([row]) => row));
}

/** What to say where some rows are copies, and what is told of them is of the models alone. */
export function copiesNote(count: number, told: string): string[] {
  if (count === 0) return [];
  const rows = count === 1 ? 'row is a copy' : 'rows are copies';
  return [`${count.toLocaleString('en-US')} ${rows} of training rows: ${told}, before labels`];
}

/** Of contributions. */
export const MODELS_ALONE = 'contributions add up to the answer of the models';

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
