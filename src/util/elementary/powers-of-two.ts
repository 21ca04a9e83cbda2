/** The least and the largest exponent for which `powerOfTwo` stands in the table. */
const LEAST = -1074;
const MOST = 1023;

/** 2ᵏ at k + 1074: reading one is quicker than writing an exponent into the bits of a number. */
const POWERS = new Float64Array(MOST - LEAST + 1);
for (let k = 0, up = 1, down = 1; k <= -LEAST; k++, up *= 2, down /= 2) {
  if (k <= MOST) POWERS[k - LEAST] = up;
  POWERS[-k - LEAST] = down;
}

const float = new Float64Array(1);
const words = new Int32Array(float.buffer);
/** Which of the two words of a number has its sign and its exponent. */
const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** 2ᵏ for integers −1074 ≤ k ≤ 1023, exactly. */
export function powerOfTwo(k: number): number {
  return POWERS[k - LEAST] as number;
}

/** The word of a number that has its sign, its exponent and the first 20 bits behind the point. */
export function highWord(x: number): number {
  float[0] = x;
  return words[HIGH] as number;
}

/** The least power of two from a whole number of 1 … 2³¹ on. */
export function powerOfTwoFrom(least: number): number {
  return powerOfTwo(32 - Math.clz32(least - 1));
}

/** ⌊log₂ |x|⌋ exactly, for what is finite; −∞ for 0. */
export function binaryExponent(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  const exponent = (highWord(x) >> 20) & 0x7ff;
  return exponent > 0 ? exponent - 1023 : binaryExponent(x * 2 ** 54) - 54;
}
