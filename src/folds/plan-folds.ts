import type { Labels } from '../table/table.js';
import { countOf } from '../util/count-of.js';
import type { TaskShape } from '../util/task-kind.js';

export interface FoldOptions {
  /** Number of folds; 1 is a holdout. @default smallTableFolds for small tables, else a holdout */
  readonly folds?: number | undefined;
  /** Folds of small tables when neither this nor the other option is told. @default 8 where the time allows, else 5 */
  readonly smallTableFolds?: number | undefined;
  /** A table is small below so many rows. @default 2000, with a time limit up to 20,000 by its length */
  readonly smallTable?: number | undefined;
  /** The share of rows held out. @default by rows: see holdoutFraction */
  readonly holdout?: number | undefined;
}

/** The options, and what the budget allows. */
export interface FoldRules extends FoldOptions {
  /** Small tables of fewer rows have eight folds. @default none */
  readonly eightFoldsBelow?: number | undefined;
}

/** How rows are dealt into folds. */
export interface FoldPlan {
  /** Folds that are used; 1 is a holdout of `fraction`. */
  readonly count: number;
  /** Folds that rows are dealt into, of which `count` are used: more of them where a rare class asks for several. */
  readonly dealt: number;
  readonly fraction: number;
  /** Why there are several in place of a holdout, for the user. */
  readonly note?: string | undefined;
}

export const SMALL_TABLE = 2000;

/** Rows without pictures that take as long as one with some. */
const ROWS_OF_PICTURE = 10;

/** Rows of the rarer class of a binary task, fewer of which in a holdout cannot tell models apart. */
const LEAST_OF_CLASS = 50;
/** Above so many rows several folds take too long. */
const MOST_ROWS = 200_000;
const FIFTHS = 5;
/** Train on more, and average more models: worth their time on few rows. */
const EIGHTHS = 8;
/** Rows of a fold that the user asked for, fewer of which choose by chance. */
const FEW_IN_FOLD = 20;

/**
 * Several folds for small tables, eight of them where the time is long for the rows, and a holdout for others. Where that
 * would hold too few rows of the rarer class of a binary task, two to five folds of a fifth of the rows each: the fewest that
 * together hold enough, else all five; not where rows are ordered in time.
 */
export function planFolds(
  options: FoldRules,
  task: TaskShape,
  target: Labels,
  isOrdered = false,
): FoldPlan {
  const rows = target.length;
  const isSmall = rows < (options.smallTable ?? SMALL_TABLE) && options.holdout === undefined;
  const fraction = options.holdout ?? holdoutFraction(rows);
  const ofSmall = rows < (options.eightFoldsBelow ?? 0) ? EIGHTHS : FIFTHS;
  const count = options.folds ?? (isSmall ? (options.smallTableFolds ?? ofSmall) : 1);
  const isTold = options.folds !== undefined || options.holdout !== undefined || isOrdered;
  const rarer = rowsOfRarerClass(task, target);
  const isEnough = rarer === undefined || fraction * rarer >= LEAST_OF_CLASS;
  if (count > 1 || isTold || isEnough || rows > MOST_ROWS) {
    return { count, dealt: count, fraction, note: fewRowsNote(options, rows) };
  }
  const needed = Math.ceil((LEAST_OF_CLASS * FIFTHS) / rarer);
  const several = Math.min(FIFTHS, Math.max(2, needed));
  const note = `the rarer class has ${countOf(rarer, 'row')}, of which a holdout would hold too few: ${several} folds, a fifth of the rows each, are judged by`;
  return { count: several, dealt: FIFTHS, fraction, note };
}

/** The same rules for a table with pictures, which is small below fewer rows. */
export function withPictures(options: FoldRules): FoldRules {
  const { smallTable = SMALL_TABLE, eightFoldsBelow = 0 } = options;
  return {
    ...options,
    smallTable: smallTable / ROWS_OF_PICTURE,
    eightFoldsBelow: eightFoldsBelow / ROWS_OF_PICTURE,
  };
}

/** Epochs that each fold chooses by a row or two fit these rows, and new ones hardly. */
function fewRowsNote({ folds = 1 }: FoldOptions, rows: number): string | undefined {
  if (folds < 2 || rows / folds >= FEW_IN_FOLD) return undefined;
  const each = countOf(Math.max(1, Math.round(rows / folds)), 'row');
  return `each fold is judged by about ${each}, too few to choose by: new rows will have a worse score; give fewer folds`;
}

/** AutoGluon's rule: 20 % of small tables, at least 500 rows, 1 % of very large ones. */
export function holdoutFraction(rows: number): number {
  if (rows < 5000) return Math.max(0.1, Math.min(0.2, 500 / rows));
  return Math.max(0.01, Math.min(0.1, 2500 / rows));
}

/** Undefined where no class is judged by: for other tasks, and where a class has one row. */
function rowsOfRarerClass({ kind }: TaskShape, target: Labels): number | undefined {
  if (kind !== 'binary') return undefined;
  const first = target.filter((code) => code === 0).length;
  const rarer = Math.min(first, target.length - first);
  return rarer < 2 ? undefined : rarer;
}
