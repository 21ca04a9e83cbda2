import type { Random } from '../../src/util/random.js';
import { oneOf } from './hostile-values.js';

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

const BYTES = [0, 1, 0x7f, 0x80, 0xff, 0x0a, 0x0d, 0x22, 0x2c, 0x5b, 0x7b];
const SIZES = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff];

/** Lengths that lie stand in 1, 2 or 4 bytes, of either order. */
const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => changed(bytes, random, (byte) => byte ^ (1 << random.integer(8))),
  (bytes, random) => changed(bytes, random, () => random.integer(256)),
  (bytes, random) => changed(bytes, random, () => oneOf(BYTES, random)),
  (bytes, random) => bytes.slice(0, random.integer(bytes.length + 1)),
  (bytes, random) => bytes.slice(random.integer(Math.min(64, bytes.length + 1))),
  size,
  size,
  function removed(bytes, random) {
    const { from, to } = part(bytes, random);
    return joined(bytes.subarray(0, from), bytes.subarray(to));
  },
  function doubled(bytes, random) {
    const { from, to } = part(bytes, random);
    const times = random.integer(20) === 0 ? 200 : 1;
    const middle = Array.from({ length: times }, () => bytes.subarray(from, to));
    return joined(bytes.subarray(0, to), ...middle, bytes.subarray(to));
  },
  function moved(bytes, random) {
    const { from, to } = part(bytes, random);
    const copy = bytes.slice();
    copy.set(bytes.subarray(from, to), random.integer(bytes.length - (to - from) + 1));
    return copy;
  },
];

/** The bytes after one to four changes. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  let own = bytes;
  for (let left = 1 + random.integer(4); left > 0; left--)
    own = oneOf(MUTATIONS, random)(own, random);
  return own;
}

function changed(bytes: Uint8Array, random: Random, to: (byte: number) => number): Uint8Array {
  const copy = bytes.slice();
  const place = random.integer(bytes.length);
  if (bytes.length > 0) copy[place] = to(copy[place] ?? 0);
  return copy;
}

function size(bytes: Uint8Array, random: Random): Uint8Array {
  const width = oneOf([1, 2, 4], random);
  if (bytes.length < width) return bytes;
  const copy = bytes.slice();
  // Heads and tails hold most lengths.
  const room = bytes.length - width + 1;
  const near = Math.min(room, 128);
  const place = oneOf(
    [random.integer(near), room - 1 - random.integer(near), random.integer(room)],
    random,
  );
  const isLittle = random.integer(2) === 0;
  const value = oneOf(SIZES, random);
  for (let i = 0; i < width; i++) copy[place + (isLittle ? i : width - 1 - i)] = value >>> (8 * i);
  return copy;
}

function part(bytes: Uint8Array, random: Random): { readonly from: number; readonly to: number } {
  const from = random.integer(bytes.length + 1);
  return { from, to: Math.min(bytes.length, from + random.integer(64)) };
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
