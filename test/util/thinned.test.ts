import { expect, test } from 'vitest';
import { thinned } from '../../src/util/thinned.js';

const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

test.each([
  [10, digits],
  [4, [0, 3, 6, 9]],
  [2, [0, 9]],
  [1, [0]],
  [0, []],
])('of ten items %i at most are chosen evenly, the first and the last among them', (most, kept) => {
  expect(thinned(digits, most)).toEqual(kept);
});
