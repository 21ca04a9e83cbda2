import { expect, test } from 'vitest';
import { fitRidge } from '../../src/models/ridge.js';
import { sameWhenMirrored } from '../../src/models/same-when-mirrored.js';
import { randomStream } from '../../src/util/random.js';

const SIDE = 8;
const ROWS = 200;

/** Dark pictures with some noise and a light square, whose place the second of two classes decides. */
function flipsOf(placeOf: (isSecond: boolean, random: number) => readonly [number, number]) {
  const random = randomStream(0, 'mirrors');
  const data = new Uint8Array(ROWS * SIDE * SIDE).map(() => random.integer(40));
  const second = Float64Array.from({ length: ROWS }, () => random.integer(2));
  for (let row = 0; row < ROWS; row++) {
    const [y, x] = placeOf(second[row] === 1, random.next());
    for (const dy of [0, 1]) {
      for (const dx of [0, 1]) data[(row * SIDE + y + dy) * SIDE + x + dx] = 250;
    }
  }
  const pictures = { height: SIDE, width: SIDE, channels: 1, data };
  const places = Int32Array.from({ length: ROWS }, (_, row) => row);
  return sameWhenMirrored(pictures, { rows: places, places }, (row) => [second[row] ?? 0]);
}

test('where left and right are two classes, pictures are not mirrored', () => {
  expect(flipsOf((isSecond) => [3, isSecond ? 6 : 0])).toBe('none');
});

test('where top and bottom are, they are mirrored left to right alone', () => {
  expect(flipsOf((isSecond, random) => [isSecond ? 6 : 0, random < 0.5 ? 0 : 6])).toBe(
    'horizontal',
  );
});

test('where the middle and the corners are, both ways', () => {
  const corner = (random: number) =>
    [random < 0.5 ? 0 : 6, (random * 2) % 1 < 0.5 ? 0 : 6] as const;
  expect(flipsOf((isSecond, random) => (isSecond ? [3, 3] : corner(random)))).toBe('both');
});

test('where nothing can be told, left and right are taken to be alike', () => {
  expect(flipsOf((_, random) => [0, random < 0.5 ? 0 : 6])).toBe('horizontal');
});

/** So many pictures a row, dark with a light square where the row's class and the picture's place in it say. */
function flipsOfRows(
  count: number,
  classOf: (row: number) => number,
  placeOf: (isSecond: boolean, picture: number) => readonly [number, number],
) {
  const random = randomStream(0, 'rows');
  const data = new Uint8Array(count * ROWS * SIDE * SIDE).map(() => random.integer(40));
  const rows = Int32Array.from({ length: count * ROWS }, (_, i) => Math.floor(i / count));
  const places = Int32Array.from(rows, (_, i) => i);
  for (const place of places) {
    const [y, x] = placeOf(classOf(rows[place] as number) === 1, place % count);
    for (const [dy, dx] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const)
      data[(place * SIDE + y + dy) * SIDE + x + dx] = 250;
  }
  const pictures = { height: SIDE, width: SIDE, channels: 1, data };
  return sameWhenMirrored(pictures, { rows, places }, (row) => [classOf(row)]);
}

test('rows whose classes take turns are halved by chance: each half has both', () => {
  const flips = flipsOfRows(
    1,
    (row) => row % 2,
    (isSecond) => [3, isSecond ? 6 : 0],
  );
  expect(flips).toBe('none');
});

test('so are rows of two pictures, a front and a back: each half has both', () => {
  const random = randomStream(0, 'classes');
  const classes = Array.from({ length: ROWS }, () => random.integer(2));
  const flips = flipsOfRows(
    2,
    (row) => classes[row] ?? 0,
    (isSecond, picture) => (picture === 0 ? [0, isSecond ? 6 : 0] : [6, isSecond ? 0 : 6]),
  );
  expect(flips).toBe('none');
});

test('a ridge regression without a ridge finds a line', () => {
  const rows = [0, 1, 2, 3].map((x) => Float64Array.of(x));
  const answer = fitRidge(rows, [[1, 3, 5, 7]], 1e-12);
  expect(answer(Float64Array.of(10))[0]).toBeCloseTo(21, 6);
});

test('its ridge is a share of the mean square of a column', () => {
  // Centred: Σx² = 5, Σxy = 10; with a ridge of 5 the slope is 10 / (5 + 5) = 1 about the mean (1.5, 4).
  const rows = [0, 1, 2, 3].map((x) => Float64Array.of(x));
  expect(fitRidge(rows, [[1, 3, 5, 7]], 1)(Float64Array.of(2.5))[0]).toBeCloseTo(5, 10);
});

test('columns that never change are left out of what it tells', () => {
  const rows = [2, 2, 2].map((x) => Float64Array.of(x));
  expect(fitRidge(rows, [[1, 2, 6]], 1)(Float64Array.of(7))).toEqual([3]);
});
