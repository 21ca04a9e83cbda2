import { expect, test } from 'vitest';
import { trainedByHalf } from '../../src/folds/trained-by-half.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { binary, regression, threeClasses } from '../fixtures/tasks.js';

function kept(
  parts: readonly (readonly number[])[],
  target: readonly number[],
  units?: readonly number[],
  task: TaskShape = binary,
) {
  const own = units && Int32Array.from(units);
  const rows = parts.map((part) => Int32Array.from(part));
  return trainedByHalf(rows, task, Int32Array.from(target), own).map((part) => [...part]);
}

test('of each class at most one half is held, the first rows of a part', () => {
  // Five rows of class 0, of which two may be held, and four of class 1.
  const target = [0, 0, 0, 0, 0, 1, 1, 1, 1];
  expect(
    kept(
      [
        [0, 1, 2, 5, 6],
        [3, 4, 7, 8],
      ],
      target,
    ),
  ).toEqual([
    [0, 1, 5, 6],
    [3, 4, 7, 8],
  ]);
  expect(kept([[5, 6, 7, 8]], target)).toEqual([[5, 6]]);
});

test('a part that nothing is left of is no fold, unless there would be none', () => {
  const target = [0, 1, 1, 1];
  expect(kept([[0], [1]], target)).toEqual([[1]]);
  expect(kept([[0]], target)).toEqual([[0]]);
});

test('of units, the one with most of the class leaves a part as a whole, until one half is trained on', () => {
  // Class 1 has eight rows, of which four may be held: units 0, 10 and 20 have 1, 3 and 2 of them. Class 0 has four.
  const target = [1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 0];
  const units = [0, 0, 10, 10, 10, 10, 20, 20, 30, 30, 40, 40];
  expect(kept([[0, 1, 2, 3, 4, 5, 6, 7]], target, units)).toEqual([[0, 1, 6, 7]]);
  // Whatever the units are called, and in whatever order they come.
  const turned = [0, 0, 30, 30, 30, 30, 20, 20, 10, 10, 40, 40];
  expect(kept([[0, 1, 6, 7, 2, 3, 4, 5]], target, turned)).toEqual([[0, 1, 6, 7]]);
  expect(kept([[0, 1, 2, 3, 4, 5]], target, units)).toEqual([[0, 1, 2, 3, 4, 5]]);
});

test('numbers, and units of several classes, stay as they are', () => {
  expect(kept([[0, 1, 2]], [0, 0, 0], undefined, regression)).toEqual([[0, 1, 2]]);
  expect(kept([[0, 1, 2]], [0, 0, 0], [0, 1, 2], threeClasses)).toEqual([[0, 1, 2]]);
});

test('rows of an unknown class count for none', () => {
  expect(kept([[0, 1, 4]], [-1, 0, 0, 0, -1])).toEqual([[1]]);
});
