import type { Transformer } from './transformer.js';

export interface FittedMissingIndicator {
  readonly kind: 'missing-indicator';
  /** Whether the training rows had gaps; without them there is no indicator column. */
  readonly active: boolean;
}

/** One column of 0 and 1 that says where a number was missing, or none when training had no gaps. */
export const missingIndicator: Transformer<
  Float64Array,
  Float64Array | undefined,
  Record<string, never>,
  FittedMissingIndicator
> = {
  kind: 'missing-indicator',
  defaults: {},
  fit(_options, x) {
    const active = x.some(Number.isNaN);
    const fitted: FittedMissingIndicator = { kind: 'missing-indicator', active };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform: (fitted, x) =>
    fitted.active ? x.map((value) => (Number.isNaN(value) ? 1 : 0)) : undefined,
};
