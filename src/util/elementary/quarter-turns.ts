import { binaryExponent, powerOfTwo } from './powers-of-two.js';

/** π/2 in three pieces, of which the first two are so short that their products with whole numbers are exact. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;
const PER_RADIAN = 2 / Math.PI;
/** Adding it and taking it away again rounds to a whole number. */
const ROUNDING = 6755399441055744;
/** Beyond this the pieces have too few digits. */
const LARGE = 1e5;
/** Bits behind the point: more than the 1024 of the largest number and what its remainder needs. */
const BITS = 1200;

/** What `quarterTurns` leaves of an angle: at most π/4 on either side, as a number and what it lacks. */
export const REST = new Float64Array(2);

/** How many times π/2 is nearest to the angle, modulo 4; the rest is in `REST` (Cody and Waite 1980). */
export function quarterTurns(x: number): number {
  if (!(Math.abs(x) <= LARGE)) return ofLarge(x);
  const turns = x * PER_RADIAN + ROUNDING - ROUNDING;
  if (turns === 0) {
    REST[0] = x;
    REST[1] = 0;
    return 0;
  }
  const first = x - turns * HALF_PI_1;
  const taken = turns * HALF_PI_2;
  const left = first - taken;
  const back = left - first;
  const lost = first - (left - back) - (taken + back);
  const low = lost - turns * HALF_PI_3;
  const rest = left + low;
  REST[0] = rest;
  REST[1] = left - rest + low;
  return turns & 3;
}

let halfPi: bigint | undefined;

/** By whole numbers of as many digits as it takes. */
function ofLarge(x: number): number {
  if (!Number.isFinite(x)) {
    REST.fill(Number.NaN);
    return 0;
  }
  halfPi ??= 8n * arctangentOf(5n) - 2n * arctangentOf(239n);
  const exponent = binaryExponent(x);
  const digits = BigInt(x * powerOfTwo(52 - exponent));
  const size = digits < 0n ? -digits : digits;
  const angle = size << BigInt(exponent - 52 + BITS);
  let turns = angle / halfPi;
  let rest = angle - turns * halfPi;
  if (2n * rest > halfPi) {
    rest -= halfPi;
    turns++;
  }
  keep(x < 0 ? -rest : rest);
  const modulo = Number(turns & 3n);
  return x < 0 ? (4 - modulo) & 3 : modulo;
}

function keep(rest: bigint): void {
  const short = rest >> BigInt(BITS - 200);
  const high = Number(short);
  REST[0] = high * powerOfTwo(-200);
  REST[1] = Number(short - BigInt(high)) * powerOfTwo(-200);
}

/** arctan(1 / n) in units of 2^−BITS: 1/n − 1/(3 n³) + 1/(5 n⁵) − … (Machin 1706). */
function arctangentOf(n: bigint): bigint {
  let power = (1n << BigInt(BITS + 32)) / n;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n, power /= -n * n) sum += power / k;
  return sum >> 32n;
}
