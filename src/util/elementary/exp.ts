import { doubleProduct, doubleRoot } from './double-double.js';
import { powerOfTwo } from './powers-of-two.js';

/**
 * The exponential by a table (Tang 1989): x = (128 k + i) ln 2 / 128 + r, so that eˣ = 2ᵏ · 2^(i / 128) · eʳ with
 * |r| ≤ 0.0028, where five terms of the series are enough. Within 0.52 units in the last place.
 */
const PARTS = 128;
/** Parts of a doubling in 1. */
const PER_UNIT = 184.6649652337873;
/** ln 2 / 128 in two pieces, the first so short that its products with whole numbers are exact. */
const PART_HIGH = 6.9314718036912382e-1 / PARTS;
const PART_LOW = 1.9082149292705877e-10 / PARTS;
/** Adding it and taking it away again rounds to a whole number. */
const ROUNDING = 6755399441055744;
/** Up to here 2ᵏ is a normal number. */
const PLAIN = 708;

/** 2^(i / 128) at 2 i, and at 2 i + 1 by which share of itself it is too small. */
const TABLE = new Float64Array(2 * PARTS);
fillTable();

/** eˣ. */
export function exp(x: number): number {
  if (!(x <= PLAIN && x >= -PLAIN)) return expOfExtreme(x);
  const turns = x * PER_UNIT + ROUNDING - ROUNDING;
  const k = turns | 0;
  const at = (k & 127) << 1;
  const r = x - turns * PART_HIGH - turns * PART_LOW;
  const root = TABLE[at] as number;
  const more = (TABLE[at + 1] as number) + series(r);
  return (root + root * more) * powerOfTwo(k >> 7);
}

/** e^(x + rest), where the rest is much smaller than x: what `pow` needs. */
export function expOfSum(x: number, rest: number): number {
  if (!(x <= PLAIN && x >= -PLAIN)) return expOfExtreme(x, rest);
  const turns = x * PER_UNIT + ROUNDING - ROUNDING;
  const k = turns | 0;
  return rootAndSeries(x, turns, rest) * powerOfTwo(k >> 7);
}

/** eˣ − 1, without the loss of digits of a difference near 0. Within 1 unit in the last place. */
export function expm1(x: number): number {
  if (!(x <= PLAIN && x >= -40)) return x < -40 ? -1 : exp(x) - 1;
  const turns = x * PER_UNIT + ROUNDING - ROUNDING;
  const k = turns | 0;
  const r = x - turns * PART_HIGH - turns * PART_LOW;
  if (k === 0) return x === 0 ? x : ofSmall(x);
  const at = (k & 127) << 1;
  const scale = (TABLE[at] as number) * powerOfTwo(k >> 7);
  const whole = scale - 1;
  const back = whole - scale;
  const lost = scale - (whole - back) - (1 + back);
  return whole + (scale * ((TABLE[at + 1] as number) + series(r)) + lost);
}

/** eˣ − 1 with one term more, since there is nothing that it is added to. */
function ofSmall(x: number): number {
  const square = x * x;
  return x + square * (0.5 + x * (1 / 6) + square * (1 / 24 + x * (1 / 120) + square * (1 / 720)));
}

/** eʳ − 1 near 0. */
function series(r: number): number {
  const square = r * r;
  return r + square * (0.5 + r * (1 / 6) + square * (1 / 24 + r * (1 / 120)));
}

function rootAndSeries(x: number, turns: number, rest: number): number {
  const at = ((turns | 0) & 127) << 1;
  const r = x - turns * PART_HIGH - turns * PART_LOW + rest;
  const root = TABLE[at] as number;
  return root + root * ((TABLE[at + 1] as number) + series(r));
}

/** Where 2ᵏ or eˣ itself is no normal number. */
function expOfExtreme(x: number, rest = 0): number {
  if (x > 710) return Number.POSITIVE_INFINITY;
  if (x < -746) return 0;
  if (Number.isNaN(x)) return x;
  const turns = x * PER_UNIT + ROUNDING - ROUNDING;
  const k = (turns | 0) >> 7;
  const half = k >> 1;
  const value = rootAndSeries(x, turns, rest);
  return x > 0
    ? value * powerOfTwo(half) * powerOfTwo(k - half)
    : value * powerOfTwo(k + 100) * powerOfTwo(-100);
}

/** 2^(1/128) is the root of the root … of 2, seven times, with twice the digits of a number. */
function fillTable(): void {
  let step: readonly [number, number] = [2, 0];
  for (let parts = 1; parts < PARTS; parts *= 2) step = doubleRoot(step);
  let own: readonly [number, number] = [1, 0];
  for (let i = 0; i < PARTS; i++, own = doubleProduct(own, step)) {
    TABLE[2 * i] = own[0];
    TABLE[2 * i + 1] = own[1] / own[0];
  }
}
