import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { asin, atan2 } from '../../../src/util/elementary/atan2.js';
import { cos, sin } from '../../../src/util/elementary/cos-sin.js';
import { exp, expm1 } from '../../../src/util/elementary/exp.js';
import { log, log1p } from '../../../src/util/elementary/log.js';
import { pow } from '../../../src/util/elementary/pow.js';
import { tanh } from '../../../src/util/elementary/tanh.js';
import { type Random, randomStream } from '../../../src/util/random.js';

type Draw = (random: Random) => number;
/** Of all sizes up to 2²⁰, on either side of 0. */
const sized: Draw = (random) => (2 * random.next() - 1) * 2 ** (random.integer(60) - 40);
const upTo =
  (most: number): Draw =>
  (random) =>
    most * random.next();

test.each<[string, (x: number, y: number) => number, Draw, string]>([
  ['asin', asin, upTo(1), '776ab0a5ff07edfc'],
  ['atan2', atan2, sized, '12fa599d948c309e'],
  ['cos', cos, sized, 'f8e6544b842a26cd'],
  ['exp', exp, (random) => upTo(1400)(random) - 700, '790da3fb3d14f3bc'],
  ['expm1', expm1, (random) => sized(random) / 2 ** 12, '9816e421a9e3819c'],
  ['log', log, (random) => Math.abs(sized(random)), '32c5b37315cd044c'],
  ['log1p', log1p, (random) => Math.abs(sized(random)), '895a05ff8e1a59c1'],
  ['pow', pow, upTo(5), '949dd14cb86cf338'],
  ['sin', sin, sized, '07c87081dff484c0'],
  ['tanh', tanh, (random) => sized(random) / 2 ** 15, '326631ff09a8361a'],
])('%s has the bits that it has everywhere', (_name, own, draw, expected) => {
  const random = randomStream(1, 'bits');
  const values = Float64Array.from({ length: 20_000 }, () => own(draw(random), draw(random)));
  const hash = createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');
  expect(hash.slice(0, 16)).toBe(expected);
});
