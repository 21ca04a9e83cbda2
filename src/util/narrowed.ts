import type { TensorValues } from './safetensors.js';

/** Arrays of numbers that hold whole ones, narrow first. */
const WHOLE = [
  { Values: Uint8Array, least: 0, most: 255 },
  { Values: Int8Array, least: -128, most: 127 },
  { Values: Int16Array, least: -32768, most: 32767 },
] as const;

/** What numbers are kept in. */
export type Narrowed = Uint8Array | Int8Array | Int16Array | Float32Array | Float64Array;

/** Whether it is one of them: not the bits of halves, nor what is wider than it need be. */
export function isNarrowed(values: TensorValues): values is Narrowed {
  return !(values instanceof Uint16Array || values instanceof Int32Array);
}

/** The same numbers, each to the last bit, in the fewest bytes: small whole ones in one or two, doubles as singles where they are such. */
export function narrowed(values: Narrowed): Narrowed {
  if (!(values instanceof Float32Array || values instanceof Float64Array)) return values;
  const [least, most] = wholeRange(values);
  const whole = WHOLE.find((own) => own.least <= least && most <= own.most);
  if (whole) return whole.Values.from(values);
  const isWide = values.some((value) => !Object.is(Math.fround(value), value));
  return isWide || values instanceof Float32Array ? values : Float32Array.from(values);
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
