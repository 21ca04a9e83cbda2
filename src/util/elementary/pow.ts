import { expOfSum } from './exp.js';
import { exponentOf, LN2_HIGH, LN2_LOW } from './log.js';
import { powerOfTwo } from './powers-of-two.js';

/** log m = ⅔ s (3 + s² + s⁴ R(s²)) with s = (m − 1) / (m + 1), by a polynomial of least error. */
const R0 = 0.6000000000000004;
const R1 = 0.4285714285699886;
const R2 = 0.33333333410669486;
const R3 = 0.2727271171925171;
const R4 = 0.23078409449814202;
const R5 = 0.19927373773152776;
const R6 = 0.1938963538346805;
/** ⅔ in two pieces, the first of half the digits. */
const TWO_THIRDS = 2 / 3;
const TWO_THIRDS_HIGH = 0.6666666567325592;
const TWO_THIRDS_LOW = 9.934107462565104e-9;

/** What is larger as an exponent takes all but 1 to 0 or to infinity. */
const LARGE = 2 ** 66;
const LEAST_NORMAL = 2.2250738585072014e-308;
/** Cuts a number into halves of its digits (Veltkamp 1968). */
const SPLIT = 134217729;

/**
 * xʸ, with the special values of `Math.pow`: e^(y log x), where the logarithm has more digits than a number.
 * Within 0.6 units in the last place; exact where the result is a number.
 */
export function pow(x: number, y: number): number {
  const isPlain = x >= LEAST_NORMAL && x < Number.POSITIVE_INFINITY && y <= LARGE && y >= -LARGE;
  return isPlain && x !== 1 ? ofPlain(x, 0, y) : ofSpecial(x, y);
}

function ofSpecial(x: number, y: number): number {
  if (y === 0) return 1;
  if (!(x > 0)) return ofNoPositive(x, y);
  if (Number.isNaN(y)) return y;
  if (x === 1) return Math.abs(y) === Number.POSITIVE_INFINITY ? Number.NaN : 1;
  if (x === Number.POSITIVE_INFINITY || Math.abs(y) > LARGE)
    return x > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  return ofPlain(x * powerOfTwo(54), -54, y);
}

/** Of 0, negative numbers and NaN. */
function ofNoPositive(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const areFinite = x !== 0 && Number.isFinite(x) && Number.isFinite(y);
  if (areFinite && !Number.isInteger(y)) return Number.NaN;
  const isOdd = Number.isInteger(y) && y % 2 !== 0;
  const size = x === 0 ? (y > 0 ? 0 : Number.POSITIVE_INFINITY) : pow(-x, y);
  return isOdd && (x < 0 || Object.is(x, -0)) ? -size : size;
}

/** (2ᵏ x)ʸ of normal numbers over 0. Each piece that is multiplied exactly has half the digits. */
function ofPlain(x: number, shift: number, y: number): number {
  const binary = exponentOf(x);
  const k = binary + shift;
  const f = x * powerOfTwo(-binary) - 1;
  const sum = 2 + f;
  const s = f / sum;
  const sHigh = head(s);
  const sumHigh = head(sum);
  const sLow = (f - sHigh * sumHigh - sHigh * (f - (sumHigh - 2))) / sum;
  const z = s * s;
  const square = sHigh * sHigh;
  const upper = R1 + z * (R2 + z * (R3 + z * (R4 + z * (R5 + z * R6))));
  const more = sLow * (sHigh + s) + z * z * (R0 + z * upper);
  const t = head(3 + square + more);
  const tLow = more - (t - 3 - square);
  const u = sHigh * t;
  const v = sLow * t + tLow * s;
  const p = head(u + v);
  const third = TWO_THIRDS_HIGH * p;
  const thirdLow = TWO_THIRDS_LOW * p + (v - (p - u)) * TWO_THIRDS;
  const whole = k * LN2_HIGH;
  const wholeLow = k * LN2_LOW + thirdLow;
  const high = head(whole + third + wholeLow);
  const low = wholeLow - (high - whole - third);
  const yHigh = head(y);
  const product = yHigh * high;
  const rest = (y - yHigh) * high + y * low;
  const exponent = product + rest;
  return expOfSum(exponent, rest - (exponent - product));
}

/** The first half of the digits. */
function head(x: number): number {
  const most = SPLIT * x;
  return most - (most - x);
}
