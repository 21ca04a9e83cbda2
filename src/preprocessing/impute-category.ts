import { MISSING } from '../table/table.js';
import { mostFrequent } from './most-frequent.js';
import type { Transformer } from './transformer.js';

export interface ImputeCategoryOptions {
  /** 'constant' keeps missing cells as a level of their own. @default 'constant' */
  readonly strategy: 'most-frequent' | 'constant';
}

export interface FittedImputeCategory {
  readonly kind: 'impute-category';
  /** The code that missing cells get; MISSING keeps them apart. */
  readonly code: number;
}

/** Fills missing codes with the commonest one, or keeps them as a level of their own. */
export const imputeCategory: Transformer<
  Int32Array,
  Int32Array,
  ImputeCategoryOptions,
  FittedImputeCategory
> = {
  kind: 'impute-category',
  defaults: { strategy: 'constant' },
  fit(options, x) {
    const code = options.strategy === 'most-frequent' ? commonest(x) : MISSING;
    const fitted: FittedImputeCategory = { kind: 'impute-category', code };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform: (fitted, x) =>
    fitted.code === MISSING ? x : x.map((code) => (code === MISSING ? fitted.code : code)),
};

function commonest(x: Int32Array): number {
  const present = x.filter((code) => code >= 0);
  return present.length > 0 ? mostFrequent(present) : MISSING;
}
