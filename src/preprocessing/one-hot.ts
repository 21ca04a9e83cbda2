import { MISSING } from '../table/table.js';
import { countCodes } from './count-codes.js';
import { replaceCodes } from './replace-codes.js';
import type { Transformer } from './transformer.js';

export interface OneHotOptions {
  /** A level in fewer training rows than this is rare. @default 2 */
  readonly minRows: number;
  /** Only the commonest levels get a slot of their own. @default 100 */
  readonly maxLevels: number;
}

/** Slots: 0 for rare and unseen levels, 1 … n for `levels` in their order, then one for missing cells. */
export interface FittedOneHot {
  readonly kind: 'one-hot';
  /** Codes of the levels with a slot of their own, ascending. */
  readonly levels: readonly number[];
  /** Whether missing cells have a slot of their own; else they go with the rare ones. */
  readonly missing: boolean;
}

/** The slot of each code; the matrix has a 1 there and 0 elsewhere. */
export const oneHot: Transformer<Int32Array, Int32Array, OneHotOptions, FittedOneHot> = {
  kind: 'one-hot',
  defaults: { minRows: 2, maxLevels: 100 },
  fit(options, x) {
    const counts = countCodes(x);
    const levels = counts
      .filter(([code, rows]) => code >= 0 && rows >= options.minRows)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, options.maxLevels)
      .map(([code]) => code)
      .sort((a, b) => a - b);
    const missing = counts.some(([code]) => code === MISSING);
    const fitted: FittedOneHot = { kind: 'one-hot', levels, missing };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform(fitted, x) {
    const slots = fitted.levels.map((code, i): [number, number] => [code, i + 1]);
    if (fitted.missing) slots.push([MISSING, fitted.levels.length + 1]);
    return replaceCodes(x, slots, 0, new Int32Array(x.length));
  },
};

/** How many slots there are. */
export function oneHotSlots(fitted: FittedOneHot): number {
  return 1 + fitted.levels.length + (fitted.missing ? 1 : 0);
}
