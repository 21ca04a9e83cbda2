import { expect, test } from 'vitest';
import { classSet } from '../../src/conformal/class-set.js';

const three = { kind: 'multiclass', classes: 3 } as const;
const chances = Float64Array.of(0.2, 0.5, 0.3, 1, 0, 0, Number.NaN, 0.5, 0.5);
const setOf = (row: number, highest: number) => [...classSet(chances, row, three, highest)];

test('a set holds the classes that are probable enough, the most probable first', () => {
  expect(setOf(0, 0.7)).toEqual([1, 2]);
  expect(setOf(0, 0.8)).toEqual([1, 2, 0]);
  expect(setOf(0, 0.6)).toEqual([1]);
  expect(setOf(1, 0.9)).toEqual([0]);
});

test('no set is empty: the answer is in it, of a binary task by its threshold', () => {
  expect(setOf(0, 0.1)).toEqual([1]);
  expect(setOf(1, Number.POSITIVE_INFINITY)).toEqual([0, 1, 2]);
  const task = { kind: 'binary', classes: 2, positive: 1, threshold: 0.2 } as const;
  expect([...classSet(Float64Array.of(0.7, 0.3), 0, task, 0.1)]).toEqual([1]);
  expect([...classSet(Float64Array.of(0.7, 0.3), 0, task, 0.4)]).toEqual([0, 1]);
});

test('of equally probable classes the answer stands first', () => {
  const even = Float64Array.of(0.5, 0.5);
  const binary = { kind: 'binary', classes: 2, threshold: 0.5 } as const;
  expect([...classSet(even, 0, { ...binary, positive: 1 }, 0.5)]).toEqual([1, 0]);
  expect([...classSet(even, 0, { ...binary, positive: 0 }, 0.5)]).toEqual([0, 1]);
  expect(setOf(1, 1)).toEqual([0, 1, 2]);
});

test('what has no answer has no set', () => {
  expect(setOf(2, 0.9)).toEqual([]);
});
