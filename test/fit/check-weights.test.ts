import { expect, test } from 'vitest';
import { checkHeld, checkWeights, classesWithoutWeight } from '../../src/fit/check-weights.js';

const rows = (...places: readonly number[]) => Int32Array.from(places);
const folds = [
  { train: rows(2, 3), validation: rows(0, 1) },
  { train: rows(0, 1), validation: rows(2, 3) },
];

function told(...weights: readonly number[]) {
  return () => checkWeights(folds, Float64Array.from(weights), 'share');
}

test('a fold that is judged by rows of no weight is told of, with the column', () => {
  const one = [{ train: rows(1, 2, 3), validation: rows(0) }, ...folds.slice(1)];
  const [message, ...others] = checkWeights(one, Float64Array.of(0, 1, 0.5, 0), 'share');
  expect(message).toContain('every validation row of fold 1 has weight 0 in "share"');
  expect(others).toEqual([]);
  expect(told(0, 1, 0.5, 0)()).toEqual([]);
  expect(checkWeights(folds, undefined, undefined)).toEqual([]);
});

test('a row that outweighs all others is told of, among many', () => {
  const heavy = (count: number, weight: number) => {
    const weights = new Float64Array(count).fill(1);
    weights[3] = weight;
    return checkWeights(folds, weights, 'share');
  };
  const told = 'one row weighs as much as all others together, or more, in "share"';
  expect(heavy(100, 1e300)).toEqual([expect.stringContaining(told)]);
  expect(heavy(100, 101)).toEqual([expect.stringContaining(told)]);
  // A last row that is their total.
  expect(heavy(100, 99)).toEqual([expect.stringContaining(told)]);
  expect(heavy(100, 98)).toEqual([]);
  expect(heavy(10, 98)).toEqual([]);
});

test('a fold that would be trained on rows of no weight is an error that names the column', () => {
  expect(told(1, 1, 0, 0)).toThrow('Every row that fold 1 trains on has weight 0 in "share"');
});

test('so are folds that have nothing to judge by', () => {
  const holdout = folds.slice(0, 1);
  expect(() => checkWeights(holdout, Float64Array.of(0, 0, 1, 1), 'share')).toThrow(
    'Every row to judge by has weight 0 in "share"',
  );
  expect(() => checkWeights(holdout, Float64Array.of(0, 0, 1, 1), undefined)).toThrow(
    'Every row to judge by has weight 0 in the weights.',
  );
});

test('rows set aside that score nothing are an error, and a class without weight is told of', () => {
  expect(() => checkHeld(Float64Array.of(0, 0), 'share')).toThrow(
    'set aside has weight 0 in "share"',
  );
  expect(() => checkHeld(Float64Array.of(0, 0.1), 'share')).not.toThrow();
  expect(() => checkHeld(undefined, undefined)).not.toThrow();
  const target = Int32Array.of(0, 1, 1, 2);
  const told = classesWithoutWeight(
    { target, weights: Float64Array.of(1, 0, 0, 3) },
    ['a', 'b', 'c'],
    'share',
  );
  expect(told).toEqual(['every row of class "b" has weight 0 in "share": it is not learned']);
  expect(classesWithoutWeight({ target }, ['a', 'b', 'c'], undefined)).toEqual([]);
  const unlabelled = { target: undefined, weights: Float64Array.of(0, 0) };
  expect(classesWithoutWeight(unlabelled, ['a', 'b'], 'share')).toEqual([]);
});
