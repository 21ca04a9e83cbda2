import { expect, test } from 'vitest';
import { timeBlocks } from '../../src/folds/time-folds.js';

function blocks(times: readonly number[], count: number, fraction = 0.2) {
  return timeBlocks(Float64Array.from(times), count, fraction).map((pair) =>
    pair.map((rows) => [...rows]),
  );
}

const late = [5, 4, 3, 2, 1, 0];

test('a holdout is the last share of the rows, whatever their order in the table', () => {
  expect(blocks([10, 20, 30, 40, 50], 1, 0.4)).toEqual([
    [
      [0, 1, 2],
      [3, 4],
    ],
  ]);
  expect(blocks(late, 1, 0.5)).toEqual([
    [
      [3, 4, 5],
      [0, 1, 2],
    ],
  ]);
});

test('each block of time but the first is judged by all that lies before it', () => {
  expect(blocks(late, 2)).toEqual([
    [
      [4, 5],
      [2, 3],
    ],
    [
      [2, 3, 4, 5],
      [0, 1],
    ],
  ]);
});

test('rows of one moment stay together, later where there is room and else earlier', () => {
  expect(blocks([1, 2, 2, 2, 3], 1, 0.6)).toEqual([[[0, 1, 2, 3], [4]]]);
  expect(blocks([1, 2, 3, 3, 3], 1, 0.2)).toEqual([
    [
      [0, 1],
      [2, 3, 4],
    ],
  ]);
  // Cuts in one moment are one: of four blocks of time two are left.
  expect(blocks([1, 2, 2, 2, 2, 3, 3, 3], 3)).toEqual([
    [
      [0, 1, 2, 3, 4],
      [5, 6, 7],
    ],
  ]);
});

test('rows without a time are the earliest', () => {
  expect(blocks([3, Number.NaN, 1, Number.NaN], 1, 0.5)).toEqual([
    [
      [1, 3],
      [0, 2],
    ],
  ]);
});

test('one row at least is trained on, and none where all are of one moment', () => {
  expect(blocks([1, 2, 3], 1, 0.95)).toEqual([[[0], [1, 2]]]);
  expect(blocks([7, 7, 7], 2)).toEqual([]);
});
