import { damagedPicture } from './bad-picture.js';

const MOST_BITS = 12;
const NONE = -1;

/** Undoes the compression of a GIF's frame (Lempel, Ziv, Welch 1984; GIF89a, appendix F): so many colours of its palette. */
export function gifCodes(codes: Uint8Array, codeBits: number, count: number): Uint8Array {
  if (codeBits < 1 || codeBits > 8) throw damagedPicture(`codes of ${codeBits} bits`);
  const clear = 1 << codeBits;
  const end = clear + 1;
  /** A code means what its prefix means, and one colour more. */
  const prefixes = new Uint16Array(1 << MOST_BITS);
  const suffixes = Uint8Array.from({ length: 1 << MOST_BITS }, (_, code) => code);
  const lengths = new Uint16Array(1 << MOST_BITS).fill(1);
  const colours = new Uint8Array(count);
  let [known, bits, previous, place] = [end + 1, codeBits + 1, NONE, 0];
  let [held, heldBits, next] = [0, 0, 0];
  while (place < count) {
    while (heldBits < bits) {
      if (next >= codes.length) throw damagedPicture('it has fewer pixels than it says');
      held |= (codes[next++] ?? 0) << heldBits;
      heldBits += 8;
    }
    const code = held & ((1 << bits) - 1);
    held >>>= bits;
    heldBits -= bits;
    if (code === end) throw damagedPicture('it has fewer pixels than it says');
    if (code === clear) {
      [known, bits, previous] = [end + 1, codeBits + 1, NONE];
      continue;
    }
    if (code > known || (code === known && previous === NONE))
      throw damagedPicture('a code that means nothing');
    // The code that is being made means the one before it, and its first colour again.
    const isNew = code === known;
    const shown = isNew ? previous : code;
    const from = place;
    place += spell(shown, place);
    if (isNew && place < count) colours[place++] = colours[from] ?? 0;
    if (previous !== NONE && known < 1 << MOST_BITS) {
      prefixes[known] = previous;
      suffixes[known] = colours[from] ?? 0;
      lengths[known] = (lengths[previous] ?? 0) + 1;
      known++;
      if (known === 1 << bits && bits < MOST_BITS) bits++;
    }
    previous = code;
  }
  return colours;

  /** Writes what a code means, its last colour first, as far as there is room; tells how many were written. */
  function spell(code: number, at: number): number {
    const length = lengths[code] ?? 0;
    let own = code;
    for (let i = length - 1; i >= 0; i--) {
      if (at + i < count) colours[at + i] = suffixes[own] ?? 0;
      own = prefixes[own] ?? 0;
    }
    return Math.min(length, count - at);
  }
}
