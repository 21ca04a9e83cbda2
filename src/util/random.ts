import { cos } from './elementary/cos-sin.js';
import { log } from './elementary/log.js';

/** A seeded stream of random numbers. */
export interface Random {
  /** Uniform in [0, 1), with 32 random bits. */
  next(): number;
  /** Uniform over the integers 0 … bound − 1. */
  integer(bound: number): number;
  /** Standard normal. */
  normal(): number;
  /** Where the stream is now, for resumeRandom. */
  state(): readonly number[];
}

/**
 * The stream that belongs to these keys, such as (seed, trial, fold, purpose): the same keys give the
 * same numbers in every thread. The generator is sfc32 (Doty-Humphrey, PractRand).
 */
export function randomStream(...keys: readonly (string | number)[]): Random {
  const text = keys.join('/');
  const bases = [0x9e3779b9, 0x243f6a88, 0xb7e15162];
  const random = resumeRandom([...bases.map((basis) => hash(text, basis)), 1]);
  for (let i = 0; i < 12; i++) random.next();
  return random;
}

/** The stream that goes on where another one was. */
export function resumeRandom(state: readonly number[]): Random {
  // A typed array: numbers that a closure keeps are boxed when they are large.
  const own = Int32Array.from(state);
  const next = () => sfc32(own);
  return {
    next,
    integer: (bound) => Math.floor(next() * bound),
    normal: () => Math.sqrt(-2 * log(1 - next())) * cos(2 * Math.PI * next()),
    state: () => [...own],
  };
}

/** A 32-bit seed for counter-based streams. */
export function randomSeed(random: Random): number {
  return random.integer(2 ** 32) >>> 0;
}

/** Shuffles in place (Fisher and Yates). */
export function shuffle(random: Random, values: Int32Array): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const swapped = values[i] ?? 0;
    values[i] = values[j] ?? 0;
    values[j] = swapped;
  }
}

/** The places 0 … count − 1 in a random order. */
export function permutation(random: Random, count: number): Int32Array {
  const places = new Int32Array(count);
  for (let place = 0; place < count; place++) places[place] = place;
  shuffle(random, places);
  return places;
}

/** Puts so many of the numbers first that are drawn at random (Fisher and Yates, cut short); a view of those. */
export function drawFirst(random: Random, values: Float64Array, count: number): Float64Array {
  for (let i = 0; i < count; i++) {
    const j = i + random.integer(values.length - i);
    const swapped = values[i] as number;
    values[i] = values[j] as number;
    values[j] = swapped;
  }
  return values.subarray(0, count);
}

/** The next number of a state of four integers, which moves on. */
function sfc32(state: Int32Array): number {
  const a = state[0] as number;
  const b = state[1] as number;
  const c = state[2] as number;
  const counter = state[3] as number;
  const sum = (a + b + counter) | 0;
  state[0] = b ^ (b >>> 9);
  state[1] = c + (c << 3);
  state[2] = ((c << 21) | (c >>> 11)) + sum;
  state[3] = counter + 1;
  return (sum >>> 0) / 2 ** 32;
}

/** FNV-1a with the finalizer of MurmurHash3. */
function hash(text: string, basis: number): number {
  let value = basis | 0;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
