import { countCodes } from './count-codes.js';
import { replaceCodes } from './replace-codes.js';
import type { Transformer } from './transformer.js';

export interface FittedEncodeFrequency {
  readonly kind: 'encode-frequency';
  /** Pairs of a code and its share of the training rows, by code. */
  readonly shares: readonly (readonly [code: number, share: number])[];
}

/** How common a level is among the training rows; 0 for one that they lack. */
export const encodeFrequency: Transformer<
  Int32Array,
  Float64Array,
  Record<string, never>,
  FittedEncodeFrequency
> = {
  kind: 'encode-frequency',
  defaults: {},
  fit(_options, x) {
    const shares = countCodes(x).map(([code, rows]): [number, number] => [code, rows / x.length]);
    const fitted: FittedEncodeFrequency = { kind: 'encode-frequency', shares };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform: ({ shares }, x) => replaceCodes(x, shares, 0, new Float64Array(x.length)),
};
