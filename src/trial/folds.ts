import { AutofitError } from '../util/errors.js';
import { type Random, randomStream, shuffle } from '../util/random.js';
import type { TaskShape } from '../util/task-kind.js';

export interface FoldOptions {
  /** Number of folds; 1 is a holdout. @default smallTableFolds below 2,000 rows, else a holdout */
  readonly folds?: number | undefined;
  /** Folds below 2,000 rows when neither this nor the other option is told. @default 5 */
  readonly smallTableFolds?: number | undefined;
  /** The share of rows held out. @default by rows: see holdoutFraction */
  readonly holdout?: number | undefined;
}

/** Rows to fit on and rows to judge by, disjoint and ascending. */
export interface Fold {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

const FEW_ROWS = 2000;

/**
 * Folds stratified by class. Each row is in the validation part of at most one fold; a class with a single
 * row stays in the training rows of every fold.
 */
export function createFolds(
  options: FoldOptions,
  task: TaskShape,
  target: Float64Array,
  seed: number,
): readonly Fold[] {
  const order = stratifiedOrder(task, target, randomStream(seed, 'folds'));
  const isSmall = target.length < FEW_ROWS && options.holdout === undefined;
  const byDefault = isSmall ? (options.smallTableFolds ?? 5) : 1;
  const count = Math.min(options.folds ?? byDefault, order.length);
  if (order.length < 2) {
    throw new AutofitError('FEW_ROWS', 'No class has two rows: nothing could be validated.', {
      hint: 'Add rows, or group the classes.',
    });
  }
  const held =
    count > 1
      ? Array.from({ length: count }, (_, fold) => order.filter((_row, i) => i % count === fold))
      : [everySoMany(order, options.holdout ?? holdoutFraction(target.length))];
  return held.map((validation) => foldOf(target.length, validation));
}

/** The rows that some fold validates on, ascending: those with an out-of-fold prediction. */
export function validatedRows(folds: readonly Fold[]): Int32Array {
  const rows = folds.flatMap((fold) => [...fold.validation]);
  return Int32Array.from(rows).sort();
}

/** AutoGluon's rule: 20 % of small tables, at least 500 rows, 1 % of very large ones. */
export function holdoutFraction(rows: number): number {
  if (rows < 5000) return Math.max(0.1, Math.min(0.2, 500 / rows));
  return Math.max(0.01, Math.min(0.1, 2500 / rows));
}

/** Rows shuffled, class by class, without the classes that have one row. */
function stratifiedOrder(task: TaskShape, target: Float64Array, random: Random): Int32Array {
  const order = Int32Array.from(target, (_, row) => row);
  shuffle(random, order);
  if (task.kind === 'regression') return order;
  const rowsOf = Array.from({ length: task.classes }, (): number[] => []);
  for (const row of order) rowsOf[target[row] ?? 0]?.push(row);
  return Int32Array.from(rowsOf.filter((rows) => rows.length > 1).flat());
}

/** A share of the rows, taken evenly along the order; at least one, never all. */
function everySoMany(order: Int32Array, fraction: number): Int32Array {
  const count = Math.min(order.length - 1, Math.max(1, Math.round(order.length * fraction)));
  const step = order.length / count;
  return Int32Array.from({ length: count }, (_, i) => order[Math.floor((i + 0.5) * step)] ?? 0);
}

function foldOf(rows: number, held: Int32Array): Fold {
  const validation = held.slice().sort();
  const isHeld = new Set(validation);
  const train = Int32Array.from({ length: rows }, (_, row) => row).filter(
    (row) => !isHeld.has(row),
  );
  return { train, validation };
}
