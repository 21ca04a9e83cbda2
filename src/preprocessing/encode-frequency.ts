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
    const counts = new Map<number, number>();
    for (const code of x) counts.set(code, (counts.get(code) ?? 0) + 1);
    const shares = [...counts]
      .map(([code, rows]): [number, number] => [code, rows / x.length])
      .sort((a, b) => a[0] - b[0]);
    const fitted: FittedEncodeFrequency = { kind: 'encode-frequency', shares };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform({ shares }, x) {
    const shareOf = new Map(shares);
    return Float64Array.from(x, (code) => shareOf.get(code) ?? 0);
  },
};
