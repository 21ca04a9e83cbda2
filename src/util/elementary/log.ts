import { highWord, powerOfTwo } from './powers-of-two.js';

/** ln 2 in two pieces, the first so short that its products with exponents are exact. */
export const LN2_HIGH = 6.9314718036912382e-1;
export const LN2_LOW = 1.9082149292705877e-10;

/** log(1 + f) = 2 s + s³ L(s²) with s = f / (2 + f), by a polynomial of least error. */
const L1 = 0.666666666666667;
const L2 = 0.3999999999989282;
const L3 = 0.2857142862899187;
const L4 = 0.22222210645013735;
const L5 = 0.18182924621086483;
const L6 = 0.15330547965883354;
const L7 = 0.14630879704970925;

/** What is added to the first word's fraction, so that it overflows from √2 on. */
const TO_ROOT = 0x95f64;
const LEAST_NORMAL = 2.2250738585072014e-308;

/** The natural logarithm. Within 1 unit in the last place. */
export function log(x: number): number {
  if (!(x >= LEAST_NORMAL && x < Number.POSITIVE_INFINITY)) return logOfExtreme(x);
  const k = exponentOf(x);
  return ofParts(x * powerOfTwo(-k) - 1, k, 0);
}

/** log(1 + x), without the loss of digits of a sum near 1. Within 1 unit in the last place. */
export function log1p(x: number): number {
  if (x > -0.29 && x < 0.41) return ofFraction(x);
  if (!(x > -1 && x < 2 ** 53)) return log(1 + x);
  const sum = 1 + x;
  const k = exponentOf(sum);
  const lost = (x >= 1 ? 1 - (sum - x) : x - (sum - 1)) / sum;
  return ofParts(sum * powerOfTwo(-k) - 1, k, lost);
}

/** k of x = 2ᵏ m with √½ ≤ m < √2 (about), for normal numbers. */
export function exponentOf(x: number): number {
  return ((highWord(x) + TO_ROOT) >> 20) - 1023;
}

/** log(1 + f). */
function ofFraction(f: number): number {
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  return f - (half - s * (half + series(s * s)));
}

/** log(2ᵏ (1 + f)) + rest. */
function ofParts(f: number, k: number, rest: number): number {
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  return k * LN2_HIGH - (half - (s * (half + series(s * s)) + (k * LN2_LOW + rest)) - f);
}

function series(z: number): number {
  const w = z * z;
  return z * (L1 + w * (L3 + w * (L5 + w * L7))) + w * (L2 + w * (L4 + w * L6));
}

/** Of what is no positive normal number. */
function logOfExtreme(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (!(x > 0)) return Number.NaN;
  return x === Number.POSITIVE_INFINITY ? x : log(x * powerOfTwo(54)) - 54 * Math.LN2;
}
