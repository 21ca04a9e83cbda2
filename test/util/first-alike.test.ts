import { expect, test } from 'vitest';
import { firstAlike } from '../../src/util/first-alike.js';

test('each piece knows the first one with the same bytes', () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 1, 2, 5, 6, 3, 4, 1, 2);
  expect([...firstAlike(bytes, 2, 6)]).toEqual([0, 1, 0, 3, 1, 0]);
  const isAlike = (a: number, b: number) => a + b !== 2;
  expect([...firstAlike(bytes, 2, 6, isAlike)]).toEqual([0, 1, 2, 3, 1, 0]);
});

test('long pieces that differ in one byte are not the same', () => {
  const length = 50_000;
  const bytes = new Uint8Array(3 * length);
  bytes[length + 4321] = 1;
  expect([...firstAlike(bytes, length, 3)]).toEqual([0, 1, 0]);
});
