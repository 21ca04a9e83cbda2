import type { Fold } from '../folds/folds.js';
import type { Table } from '../table/table.js';
import { AutofitError } from '../util/errors.js';
import { greatestOf } from '../util/extremes.js';

/** Rows of which one may not weigh as much as all others, without a word. */
const MANY_ROWS = 20;
/** How far a sum of weights may be off. */
const ROUNDED = 1e-6;

/**
 * What is to be said of a row that outweighs all others, and of folds that are judged by rows of no weight. Throws an AutofitError that names the weights where
 * nothing else is left to judge by, or to train a fold on.
 */
export function checkWeights(
  folds: readonly Fold[],
  weights: Float64Array | undefined,
  column: string | undefined,
): readonly string[] {
  if (!weights) return [];
  const weighsNothing = (rows: Int32Array) => rows.every((row) => weights[row] === 0);
  const named = column === undefined ? 'the weights' : `"${column}"`;
  if (folds.every(({ validation }) => weighsNothing(validation))) {
    throw noWeight(`Every row to judge by has weight 0 in ${named}`);
  }
  for (const [fold, { train }] of folds.entries()) {
    if (weighsNothing(train)) {
      throw noWeight(`Every row that fold ${fold + 1} trains on has weight 0 in ${named}`);
    }
  }
  const unjudged = folds.flatMap(({ validation }, fold) =>
    weighsNothing(validation)
      ? [
          `every validation row of fold ${fold + 1} has weight 0 in ${named}: training there stops by its rows all the same, but they count nothing in a score`,
        ]
      : [],
  );
  return [...outweighing(weights, named), ...unjudged];
}

function outweighing(weights: Float64Array, named: string): readonly string[] {
  if (weights.length < MANY_ROWS) return [];
  const largest = greatestOf(weights);
  const others = weights.reduce((sum, weight) => sum + weight / largest, -1);
  if (others > 1 + ROUNDED) return [];
  return [
    `one row weighs as much as all others together, or more, in ${named}: what is learned, and every score, is mostly that row`,
  ];
}

/** Throws an AutofitError where the rows that were set aside score nothing. */
export function checkHeld(weights: Float64Array | undefined, column: string | undefined): void {
  if (!weights?.every((weight) => weight === 0)) return;
  throw new AutofitError('BAD_WEIGHT', `Every row set aside has weight 0 in "${column}".`, {
    hint: 'Give a file with `test`, or leave `honest` or `weight` out.',
  });
}

/** A word on each class that no row of some weight has. */
export function classesWithoutWeight(
  { target, weights }: Pick<Table, 'target' | 'weights'>,
  classes: readonly string[],
  column: string | undefined,
): readonly string[] {
  if (!weights || !target || classes.length === 0) return [];
  const sums = new Float64Array(classes.length);
  for (const [row, code] of target.entries()) {
    if (code >= 0) sums[code] = (sums[code] ?? 0) + (weights[row] ?? 1);
  }
  const absent = classes.filter((_, code) => sums[code] === 0);
  return absent.map(
    (name) => `every row of class "${name}" has weight 0 in "${column}": it is not learned`,
  );
}

function noWeight(fault: string): AutofitError {
  return new AutofitError('BAD_WEIGHT', `${fault}.`, {
    hint: 'Spread rows with a weight above 0 over more groups, give fewer `folds`, or leave `weight` out.',
  });
}
