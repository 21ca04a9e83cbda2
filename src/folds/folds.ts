import type { Labels } from '../table/table.js';
import { AutofitError } from '../util/errors.js';
import { permutation, type Random, randomStream } from '../util/random.js';
import { isOfNumbers, type TaskShape } from '../util/task-kind.js';
import { type FoldOptions, planFolds } from './plan-folds.js';
import { timeBlocks } from './time-folds.js';
import { trainedByHalf } from './trained-by-half.js';
import { dealUnits, smallestUnit, type UnitRows } from './unit-folds.js';

/** Rows to fit on and rows to judge by, disjoint and ascending. */
export interface Fold {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/** A user who holds out more of all rows wants more of each class. */
const MOST_HELD = 0.5;

/** What folds are laid by. */
export interface FoldRows {
  readonly target: Labels;
  /** Rows of a unit stay together. */
  readonly units?: Int32Array | undefined;
  /** Validation is later than training. */
  readonly times?: Float64Array | undefined;
}

/**
 * Folds stratified by class. Each row is in the validation part of at most one fold; a class with a single
 * row stays in the training rows of every fold, and so does all that is of one unit with it; of each class at least one half
 * is trained on. Throws an AutofitError where nothing could be validated.
 */
export function createFolds(
  options: FoldOptions,
  task: TaskShape,
  { target, units, times }: FoldRows,
  seed: number,
): readonly Fold[] {
  const rows = target.length;
  const { count, dealt, fraction } = planFolds(options, task, target, times !== undefined);
  if (times) return timeFolds(times, count, fraction);
  const lone = loneClasses(task, target);
  const order = stratifiedOrder(task, target, lone, randomStream(seed, 'folds'));
  const held = units
    ? heldUnits(withoutLone(order, units, lone, target), task, target, units)
    : heldRows(order);
  if (held.most < 2) throw nothingHeld(units !== undefined);
  const parts = held.parts(Math.min(dealt, held.most), fraction).slice(0, count);
  const kept = fraction > MOST_HELD ? parts : trainedByHalf(parts, task, target, units);
  return kept.map((validation) => foldOf(rows, validation));
}

function nothingHeld(isGrouped: boolean): AutofitError {
  const why = isGrouped
    ? 'All rows that could be held out are of one group, or copies of one row'
    : 'No class has two rows';
  return new AutofitError('SMALL_TABLE', `${why}: nothing could be validated.`, {
    hint: 'Add rows or groups, or group the classes.',
  });
}

/** The rows of some order dealt out as validation parts. */
interface HeldRows {
  /** As many parts as there can be. */
  readonly most: number;
  parts(count: number, fraction: number): readonly Int32Array[];
}

function heldRows(order: Int32Array): HeldRows {
  return {
    most: order.length,
    parts: (count, fraction) =>
      count > 1
        ? Array.from({ length: count }, (_, fold) => order.filter((_row, i) => i % count === fold))
        : [everySoMany(order, fraction)],
  };
}

function heldUnits(
  order: Int32Array,
  task: TaskShape,
  target: Labels,
  units: Int32Array,
): HeldRows {
  const classOf = (row: number) => (isOfNumbers(task) ? 0 : (target[row] ?? 0));
  const deal = (shares: readonly number[]) =>
    dealUnits({ order, classOf, units }, shares).map((rows) => Int32Array.from(rows));
  return {
    most: new Set(order.map((row) => units[row] ?? row)).size,
    parts: (count, fraction) =>
      count > 1
        ? deal(Array.from({ length: count }, () => 1 / count))
        : [heldOut(deal([1 - fraction, fraction])[1], { order, classOf, units })],
  };
}

/** Large units may leave nothing to hold out, or nothing to train on: then the smallest one is held out, or trained on. */
function heldOut(dealt: Int32Array = new Int32Array(), rows: UnitRows): Int32Array {
  if (dealt.length > 0 && dealt.length < rows.order.length) return dealt;
  const least = Int32Array.from(smallestUnit(rows));
  if (dealt.length === 0) return least;
  const isLeast = new Set(least);
  return dealt.filter((row) => !isLeast.has(row));
}

function timeFolds(times: Float64Array, count: number, fraction: number): readonly Fold[] {
  const blocks = timeBlocks(times, count, fraction);
  if (blocks.length === 0) {
    throw new AutofitError('ONE_TIME', 'The time column has the same time in every row.', {
      hint: 'Choose another one, or leave `timeColumn` out.',
    });
  }
  return blocks.map(([train = new Int32Array(), validation = new Int32Array()]) => ({
    train,
    validation,
  }));
}

/** The rows that some fold validates on, ascending: those with an out-of-fold prediction. */
export function validatedRows(folds: readonly Fold[]): Int32Array {
  const rows = new Int32Array(folds.reduce((sum, { validation }) => sum + validation.length, 0));
  let at = 0;
  for (const { validation } of folds) {
    rows.set(validation, at);
    at += validation.length;
  }
  return rows.sort();
}

/** Classes that have one row; none for numbers. */
function loneClasses(task: TaskShape, target: Labels): ReadonlySet<number> {
  if (isOfNumbers(task)) return new Set();
  const counts = new Int32Array(task.classes);
  for (const code of target) counts[code] = (counts[code] ?? 0) + 1;
  return new Set(target.filter((code) => counts[code] === 1));
}

function withoutLone(
  order: Int32Array,
  units: Int32Array,
  lone: ReadonlySet<number>,
  target: Labels,
): Int32Array {
  const bound = new Set(units.filter((_, row) => lone.has(target[row] ?? Number.NaN)));
  return order.filter((row) => !bound.has(units[row] ?? row));
}

/** Rows shuffled, class by class, without the lone classes. */
function stratifiedOrder(
  task: TaskShape,
  target: Labels,
  lone: ReadonlySet<number>,
  random: Random,
): Int32Array {
  const order = permutation(random, target.length);
  if (isOfNumbers(task)) return order;
  const rowsOf = Array.from({ length: task.classes }, (): number[] => []);
  for (const row of order) rowsOf[target[row] ?? 0]?.push(row);
  return Int32Array.from(rowsOf.filter((_, code) => !lone.has(code)).flat());
}

/** A share of the rows, taken evenly along the order; at least one, never all. */
function everySoMany(order: Int32Array, fraction: number): Int32Array {
  const count = Math.min(order.length - 1, Math.max(1, Math.round(order.length * fraction)));
  const step = order.length / count;
  return Int32Array.from({ length: count }, (_, i) => order[Math.floor((i + 0.5) * step)] ?? 0);
}

function foldOf(rows: number, held: Int32Array): Fold {
  const validation = held.slice().sort();
  const isHeld = new Uint8Array(rows);
  for (const row of validation) isHeld[row] = 1;
  const train = new Int32Array(rows - validation.length);
  let at = 0;
  for (let row = 0; row < rows; row++) if (!isHeld[row]) train[at++] = row;
  return { train, validation };
}
