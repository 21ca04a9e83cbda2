import { expect, test } from 'vitest';
import { asin, atan2 } from '../../../src/util/elementary/atan2.js';
import { cos, sin } from '../../../src/util/elementary/cos-sin.js';
import { exp, expm1 } from '../../../src/util/elementary/exp.js';
import { hypot } from '../../../src/util/elementary/hypot.js';
import { log, log1p } from '../../../src/util/elementary/log.js';
import { pow } from '../../../src/util/elementary/pow.js';
import { binaryExponent, powerOfTwoFrom } from '../../../src/util/elementary/powers-of-two.js';
import { tanh } from '../../../src/util/elementary/tanh.js';
import reference from '../../reference/mpmath-elementary.json' with { type: 'json' };

const functions = { asin, atan2, cos, exp, expm1, log, log1p, pow, sin, tanh };
type Name = keyof typeof functions;

/** Units in the last place within which each is. */
const WITHIN: Readonly<Record<Name, number>> = {
  asin: 2,
  atan2: 1.5,
  cos: 1,
  exp: 0.55,
  expm1: 1,
  log: 1,
  log1p: 1,
  pow: 0.6,
  sin: 1,
  tanh: 1.5,
};
const names = Object.keys(functions) as Name[];

test.each(names)('%s is as near to the value as it says', (name) => {
  const own = functions[name] as (...asked: readonly number[]) => number;
  let most = 0;
  let of: readonly number[] = [];
  for (const row of reference[name]) {
    const [nearest, lacking] = row.slice(-2) as [number, number];
    const unit = 2 ** Math.max(-1074, binaryExponent(nearest) - 52);
    const error = Math.abs((own(...row.slice(0, -2)) - nearest) / unit - lacking);
    if (!(error <= most)) [most, of] = [error, row];
  }
  expect(most, String(of)).toBeLessThan(WITHIN[name]);
});

/** Whose values are given by ECMAScript. */
const SPECIAL = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0,
  -0,
  1,
  -1,
  2,
  -3,
  0.5,
  -2.5,
  5e-324,
  1e308,
  -1e308,
];

test.each(names)('%s has the special values of Math', (name) => {
  const [own, theirs] = [functions[name], Math[name]] as ((x: number, y: number) => number)[];
  for (const x of SPECIAL) {
    for (const y of SPECIAL) {
      const [value, expected] = [own?.(x, y) ?? 0, theirs?.(x, y) ?? 0];
      const asked = `${name}(${x}, ${y})`;
      if (Number.isFinite(expected) && expected !== 0)
        expect(Math.abs(value / expected - 1), asked).toBeLessThan(1e-15);
      else expect(value, asked).toBe(expected);
    }
  }
});

test('what has an exact value gets it', () => {
  for (let i = 0; i <= 22; i++) expect(pow(10, i)).toBe(Number(`1e${i}`));
  for (let k = -1074; k < 1024; k++) {
    const power = k < -1022 ? 2 ** -1022 * 2 ** (k + 1022) : 2 ** k;
    expect(pow(2, k)).toBe(power);
    expect(binaryExponent(power)).toBe(k);
  }
  expect([exp(0), log(1), cos(0), tanh(0), expm1(0)]).toEqual([1, 0, 1, 0, 0]);
  expect([pow(-2, 3), pow(-2, 4), pow(-2, -3)]).toEqual([-8, 16, -0.125]);
});

test('the exponent is exact beside powers of two', () => {
  for (const k of [-1000, -3, 0, 29, 1000]) {
    const power = 2 ** k;
    expect(binaryExponent(power * (1 - 2 ** -53))).toBe(k - 1);
    expect(binaryExponent(-power * (1 + 2 ** -52))).toBe(k);
  }
});

test('powers of two hold as many as are asked for, and lengths are roots of sums', () => {
  expect([1, 2, 3, 4, 5, 1025, 2 ** 31].map(powerOfTwoFrom)).toEqual([
    1,
    2,
    4,
    4,
    8,
    2048,
    2 ** 31,
  ]);
  expect([hypot(3, -4), hypot(2, 3, 6), hypot(-5)]).toEqual([5, 7, 5]);
});

test('exponentials rise without a step back where parts of the table meet', () => {
  for (let i = -300; i < 300; i += 11) {
    const edge = ((i + 0.5) * Math.LN2) / 128;
    let before = exp(edge - 50 * Number.EPSILON);
    for (let j = -49; j < 50; j++) {
      const own = exp(edge + j * Number.EPSILON);
      expect(own).toBeGreaterThanOrEqual(before);
      before = own;
    }
  }
});
