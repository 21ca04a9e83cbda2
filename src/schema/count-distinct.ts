import { log } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';

/** Up to so many different numbers are counted one by one. */
const MOST_EXACT = 65_536;
const REGISTER_BITS = 14;
const REGISTERS = 2 ** REGISTER_BITS;

export interface Distinct {
  readonly distinct: number;
  /** Whether it is an estimate, which is off by 1 % at most in two cases of three. */
  readonly isAbout: boolean;
}

/**
 * Different pairs of a value and its form, missing ones (NaN) left out: one by one up to some ten thousands, estimated beyond
 * (HyperLogLog; Flajolet, Fusy, Gandouet and Meunier 2007).
 */
export function countDistinct(
  values: Float64Array,
  forms: Uint8Array,
  mostExact = MOST_EXACT,
): Distinct {
  let known = emptySlots(1024);
  let distinct = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value) || !addTo(known, value, forms[row] ?? 0)) continue;
    distinct++;
    if (distinct > mostExact) return { distinct: estimate(values, forms), isAbout: true };
    if (2 * distinct < known.values.length) continue;
    const larger = emptySlots(4 * known.values.length);
    for (let slot = 0; slot < known.values.length; slot++) {
      const own = known.values[slot] as number;
      if (!Number.isNaN(own)) addTo(larger, own, known.forms[slot] ?? 0);
    }
    known = larger;
  }
  return { distinct, isAbout: false };
}

function estimate(values: Float64Array, forms: Uint8Array): number {
  const registers = new Uint8Array(REGISTERS);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    const hash = hashOf(value, forms[row] ?? 0);
    const place = hash >>> (32 - REGISTER_BITS);
    // The bits of a second hash are those that are counted.
    const zeros = 1 + Math.clz32(mixed(hash ^ 0x2545f491) | 1);
    if (zeros > (registers[place] as number)) registers[place] = zeros;
  }
  let [sum, free] = [0, 0];
  for (const register of registers) {
    sum += 2 ** -register;
    if (register === 0) free++;
  }
  const alpha = 0.7213 / (1 + 1.079 / REGISTERS);
  const raw = (alpha * square(REGISTERS)) / sum;
  return Math.round(raw <= 2.5 * REGISTERS && free > 0 ? REGISTERS * log(REGISTERS / free) : raw);
}

/** NaN where a slot is free. */
interface Slots {
  readonly values: Float64Array;
  readonly forms: Uint8Array;
}

function emptySlots(size: number): Slots {
  return { values: new Float64Array(size).fill(Number.NaN), forms: new Uint8Array(size) };
}

/** Whether it was not there before; a hash table with open addressing. */
function addTo({ values, forms }: Slots, value: number, form: number): boolean {
  for (let slot = hashOf(value, 0); ; slot++) {
    slot &= values.length - 1;
    const other = values[slot] ?? Number.NaN;
    if (other === value && forms[slot] === form) return false;
    if (!Number.isNaN(other)) continue;
    values[slot] = value;
    forms[slot] = form;
    return true;
  }
}

const word = new Float64Array(1);
const bits = new Uint32Array(word.buffer);

function hashOf(value: number, form: number): number {
  word[0] = value;
  return mixed((bits[0] ?? 0) ^ Math.imul((bits[1] ?? 0) ^ form, 0x85ebca6b));
}

/** The finalizer of MurmurHash3. */
function mixed(value: number): number {
  let mix = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return mix ^ (mix >>> 16);
}
