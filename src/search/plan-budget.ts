import type { BudgetOptions } from './budget.js';

/** What a search does with its budget. */
export interface BudgetPlan {
  /** Tables are small, and validated by several folds, below so many times the rows that are small otherwise. */
  readonly smallTableFactor: number;
  /** Below so many rows they are eight folds, else five. */
  readonly eightFoldsBelow: number;
  /** Whether what the sampler draws is compared at rungs, so that many configurations can be tried. */
  readonly scheduler: 'none' | 'halving';
  /** Bytes of a table with more of which hardly a trial would end in time; undefined for no bound. */
  readonly mostTableBytes: number | undefined;
}

/** Seconds, and trials, from which the search is a large one. */
const LARGE_SECONDS = 300;
const LARGE_TRIALS = 60;
/** Seconds for each small table's worth of rows, and how many of them count at most. */
const SECONDS_PER_TABLE = 20;
const MOST_TABLES = 10;
/** Rows that eight folds can afford in a second. */
const ROWS_OF_EIGHT = 40;
/** Bytes of a table for a second: the first configurations end in a part of the time, also on a slow machine. */
const BYTES_PER_SECOND = 0.4e6;

/**
 * The plan follows the budget, by its numbers alone so that it is the same on every machine. Few seconds: first
 * configurations, a holdout for all but small tables. Many: several folds for larger tables too, more of them, and halving.
 */
export function planBudget({ trials, timeLimit }: BudgetOptions): BudgetPlan {
  const tables = (timeLimit ?? 0) / SECONDS_PER_TABLE;
  const isLarge = (timeLimit ?? 0) >= LARGE_SECONDS || (trials ?? 0) >= LARGE_TRIALS;
  return {
    smallTableFactor: Math.min(MOST_TABLES, Math.max(1, tables)),
    eightFoldsBelow: ROWS_OF_EIGHT * (timeLimit ?? 0),
    scheduler: isLarge ? 'halving' : 'none',
    mostTableBytes: timeLimit === undefined ? undefined : BYTES_PER_SECOND * timeLimit,
  };
}
