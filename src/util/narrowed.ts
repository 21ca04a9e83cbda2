import { fromHalves, toHalves } from './half-floats.js';
import type { TensorValues } from './safetensors.js';

/** Arrays of numbers that hold whole ones, narrow first. */
const WHOLE = [
  { Values: Uint8Array, least: 0, most: 255 },
  { Values: Int8Array, least: -128, most: 127 },
  { Values: Int16Array, least: -32768, most: 32767 },
] as const;

/** What numbers are kept in; of 16 bits without a sign the bits of halves (half-floats.ts). */
export type Narrowed = Exclude<TensorValues, Int32Array>;

/** Whether it is one of them. */
export function isNarrowed(values: TensorValues): values is Narrowed {
  return !(values instanceof Int32Array);
}

/**
 * The same numbers, each to the last bit, in the fewest bytes: small whole ones in one or two, all others as halves or singles where they
 * are such.
 */
export function narrowed(values: Narrowed): Narrowed {
  if (!(values instanceof Float32Array || values instanceof Float64Array)) return values;
  const [least, most] = wholeRange(values);
  const whole = WHOLE.find((own) => own.least <= least && most <= own.most);
  if (whole) return whole.Values.from(values);
  if (values.every(isHalf)) return toHalves(values);
  const isWide = values.some((value) => !Object.is(Math.fround(value), value));
  return isWide || values instanceof Float32Array ? values : Float32Array.from(values);
}

/** The numbers that were narrowed. */
export function widened(values: Narrowed): Exclude<Narrowed, Uint16Array> {
  return values instanceof Uint16Array ? fromHalves(values) : values;
}

/** The least and the most of them; of values that are not all whole, or among which is a −0, no range. */
function wholeRange(values: Float32Array | Float64Array): readonly [number, number] {
  let [least, most] = [0, 0];
  for (const value of values) {
    if (!Number.isInteger(value) || Object.is(value, -0)) return [Number.NaN, Number.NaN];
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** The largest half, and what all halves are multiples of. */
const LARGEST = 65504;
const LEAST = 2 ** -24;
/** A number and this many times it differ by one that its first eleven bits hold (Veltkamp 1968). */
const SPLITTER = 2 ** 42 + 1;

/** Whether a half holds it to the last bit. */
function isHalf(value: number): boolean {
  if (!(Math.abs(value) <= LARGEST) || !Number.isInteger(value / LEAST)) return false;
  const large = SPLITTER * value;
  return large - (large - value) === value;
}
