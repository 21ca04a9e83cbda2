import type { Transformer } from './transformer.js';

export interface EncodeHashingOptions {
  /** Slots that levels share. @default 32 */
  readonly slots: number;
}

export interface FittedEncodeHashing {
  readonly kind: 'encode-hashing';
  readonly slots: number;
}

/** A slot for every code by its hash, so that any number of levels fit (Weinberger et al. 2009, without signs). */
export const encodeHashing: Transformer<
  Int32Array,
  Int32Array,
  EncodeHashingOptions,
  FittedEncodeHashing
> = {
  kind: 'encode-hashing',
  defaults: { slots: 32 },
  fit({ slots }, x) {
    const fitted: FittedEncodeHashing = { kind: 'encode-hashing', slots };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform: ({ slots }, x) => x.map((code) => hashOf(code) % slots),
};

/** The finishing steps of MurmurHash 3. */
function hashOf(code: number): number {
  let hash = Math.imul(code ^ (code >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
