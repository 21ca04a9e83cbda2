import { expect, test } from 'vitest';
import { convolve, maxPool, rectify } from '../../src/lecture/convolve.js';

test('a kernel is not turned around, and reads zeros outside', () => {
  const picture = [
    [1, 2],
    [3, 4],
  ];
  const toTheRight = [
    [0, 0, 0],
    [0, 0, 1],
    [0, 0, 0],
  ];
  expect(convolve(picture, toTheRight)).toEqual([
    [2, 0],
    [4, 0],
  ]);
  const all = [
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 1],
  ];
  expect(convolve(picture, all)).toEqual([
    [10, 10],
    [10, 10],
  ]);
});

test('the largest of each two by two is left, at the edge of what is there', () => {
  const map = [
    [-1, 2, -3],
    [4, -5, 6],
    [-7, 8, -9],
  ];
  expect(maxPool(map)).toEqual([
    [4, 6],
    [8, -9],
  ]);
  expect(rectify(map)[2]).toEqual([0, 8, 0]);
});
