import { median } from './median.js';
import { mostFrequent } from './most-frequent.js';
import { presentNumbers } from './present-numbers.js';
import type { Transformer } from './transformer.js';

export interface ImputeNumberOptions {
  /** @default 'median' */
  readonly strategy: 'median' | 'mean' | 'most-frequent' | 'constant';
  /** The value of the strategy 'constant'. @default 0 */
  readonly constant: number;
}

export interface FittedImputeNumber {
  readonly kind: 'impute-number';
  readonly value: number;
}

/** Fills missing numbers (NaN); a column with no number at all gets the constant. */
export const imputeNumber: Transformer<
  Float64Array,
  Float64Array,
  ImputeNumberOptions,
  FittedImputeNumber
> = {
  kind: 'impute-number',
  defaults: { strategy: 'median', constant: 0 },
  fit(options, x) {
    const fitted: FittedImputeNumber = { kind: 'impute-number', value: fillValue(options, x) };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform: (fitted, x) => x.map((value) => (Number.isNaN(value) ? fitted.value : value)),
};

function fillValue(options: ImputeNumberOptions, x: Float64Array): number {
  const present = presentNumbers(x);
  if (present.length === 0 || options.strategy === 'constant') return options.constant;
  if (options.strategy === 'mean')
    return present.reduce((sum, own) => sum + own, 0) / present.length;
  return options.strategy === 'median' ? median(present) : mostFrequent(present);
}
