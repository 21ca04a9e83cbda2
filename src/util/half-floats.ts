import { binaryExponent } from './elementary/powers-of-two.js';

/** The bits of the nearest float16 of each number (IEEE 754 binary16), ties to even; infinite beyond 65504. */
export function toHalves(values: ArrayLike<number>): Uint16Array {
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < halves.length; i++) halves[i] = halfOf(values[i] as number);
  return halves;
}

/** The numbers that float16 bits stand for. */
export function fromHalves(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const all = allHalves();
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = all[halves[i] as number] as number;
  return values;
}

let known: Float32Array | undefined;

/** Of all bits there are. */
function allHalves(): Float32Array {
  known ??= Float32Array.from({ length: 1 << 16 }, (_, bits) => numberOf(bits));
  return known;
}

/** The least number that is a normal float16, and what its subnormals are multiples of. */
const LEAST_NORMAL = 2 ** -14;
const LEAST = 2 ** -24;
/** From here on a number is nearer to infinity than to the largest float16. */
const TOO_LARGE = 65520;
const INFINITE = 0x7c00;
const NOT_A_NUMBER = 0x7e00;

/** A float32 and its bits; those of 2⁻¹⁴ and of TOO_LARGE. */
const single = new Float32Array(1);
const bitsOfSingle = new Uint32Array(single.buffer);
const NORMAL_BITS = 0x38800000;
const TOO_LARGE_BITS = 0x477ff000;

function halfOf(value: number): number {
  single[0] = value;
  const bits = bitsOfSingle[0] as number;
  const size = bits & 0x7fffffff;
  // A normal one of each: the exponent is 112 less, and 13 bits are rounded off, ties to even.
  if (single[0] === value && size >= NORMAL_BITS && size < TOO_LARGE_BITS)
    return ((bits >>> 16) & 0x8000) | ((size - 0x38000000 + 0xfff + ((size >> 13) & 1)) >> 13);
  return rareHalf(value);
}

function rareHalf(value: number): number {
  if (Number.isNaN(value)) return NOT_A_NUMBER;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= TOO_LARGE) return sign | INFINITE;
  if (size < LEAST_NORMAL) return sign | toEven(size / LEAST);
  const exponent = binaryExponent(size);
  // A fraction that is rounded up to 1024 carries over into the exponent, as it should.
  return sign | (((exponent + 15) << 10) + toEven((size / 2 ** exponent - 1) * 1024));
}

function numberOf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * LEAST;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function toEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
