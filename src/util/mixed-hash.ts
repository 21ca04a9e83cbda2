/** A word of 32 bits that hangs on all bits of both: the finalizer of MurmurHash3. */
export function mixedHash(value: number, seed: number): number {
  let mix = Math.imul(value ^ seed, 0x9e3779b1);
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return mix ^ (mix >>> 16);
}
