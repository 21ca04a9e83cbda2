import type { Transformer } from './transformer.js';

export interface FittedEncodeRank {
  readonly kind: 'encode-rank';
}

/** The place of a level in the order that the schema knows; a missing or unseen one has none. */
export const encodeRank: Transformer<
  Int32Array,
  Float64Array,
  Record<string, never>,
  FittedEncodeRank
> = {
  kind: 'encode-rank',
  defaults: {},
  fit(_options, x) {
    const fitted: FittedEncodeRank = { kind: 'encode-rank' };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform: (_fitted, x) => Float64Array.from(x, (code) => (code < 0 ? Number.NaN : code)),
};
