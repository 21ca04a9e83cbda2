import { expect, test } from 'vitest';
import { hogOf } from '../../src/image/hog.js';
import { grey, painted } from '../fixtures/pictures.js';

const options = { cell: 4, bins: 9, isSigned: false };
const across = painted(8, [(_, x) => grey(x < 4 ? 0 : 255)]);
const down = painted(8, [(y) => grey(y < 4 ? 0 : 255)]);
const turned = painted(8, [(y) => grey(y < 4 ? 255 : 0)]);

/** Places and values of what is not 0. */
function entries(values: Float32Array) {
  return [...values.entries()].filter(([, value]) => value !== 0);
}

test('an edge votes for its direction in all four cells, clipped and brought to a length of 1', () => {
  // Rows 3 and 4 have a gradient of 255 downwards, the middle of the fifth of nine bins: 4 votes a cell, a block of
  // (4, 4, 4, 4) or halves of the length, clipped to a fifth, and halves again.
  const found = entries(hogOf(down, 0, options));
  expect(found.map(([place]) => place)).toEqual([4, 13, 22, 31]);
  for (const [, value] of found) expect(value).toBeCloseTo(0.5, 6);
});

test('a direction between the middles of two bins is shared by both', () => {
  // 0 degrees lies between the ninth bin and the first: eight equal values, each the root of an eighth.
  const found = entries(hogOf(across, 0, options));
  expect(found.map(([place]) => place)).toEqual([0, 8, 9, 17, 18, 26, 27, 35]);
  for (const [, value] of found) expect(value).toBeCloseTo(Math.sqrt(1 / 8), 6);
});

test('dark above light is light above dark, unless directions have a sign', () => {
  expect(hogOf(turned, 0, options)).toEqual(hogOf(down, 0, options));
  const signed = { ...options, bins: 16, isSigned: true };
  expect(hogOf(turned, 0, signed)).not.toEqual(hogOf(down, 0, signed));
});

test('the channel of the steepest gradient votes, wherever the picture lies in its stack', () => {
  const both = painted(8, [
    (_, x) => grey(x < 4 ? 0 : 255),
    (y, x) => [y < 4 ? 0 : 255, x < 4 ? 100 : 120, 7],
  ]);
  expect(hogOf(both, 0, options)).toEqual(hogOf(across, 0, options));
  const top = entries(hogOf(both, 1, options));
  expect(top.filter(([place]) => place % 9 === 4).every(([, value]) => value > 0.4)).toBe(true);
});

test('a flat picture has no directions', () => {
  expect(entries(hogOf(painted(16, [() => grey(90)]), 0, options))).toEqual([]);
  expect(hogOf(painted(16, [() => grey(90)]), 0, options)).toHaveLength(3 * 3 * 4 * 9);
});
