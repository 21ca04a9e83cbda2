import { expect, test } from 'vitest';
import { planFolds, withPictures } from '../../src/folds/plan-folds.js';

test('folds of a few rows that the user asked for are warned of', () => {
  const regression = { kind: 'regression', classes: 0 } as const;
  const noteOf = (folds: number | undefined) =>
    planFolds({ folds }, regression, new Float64Array(300)).note;
  expect(noteOf(undefined)).toBeUndefined();
  expect(noteOf(15)).toBeUndefined();
  expect(noteOf(150)).toContain('about 2 rows');
  expect(noteOf(300)).toContain('about 1 row,');
});

test('twenty rows a fold are enough to choose by, nineteen are not', () => {
  const noteOf = (rows: number, folds: number) =>
    planFolds({ folds }, { kind: 'regression', classes: 0 }, new Float64Array(rows)).note;
  expect(noteOf(40, 2)).toBeUndefined();
  expect(noteOf(39, 2)).toContain('about 20 rows');
  expect(noteOf(10, 1)).toBeUndefined();
});

test('a holdout by the rule is one of a fifth, or what is told', () => {
  const target = new Float64Array(2500);
  const regression = { kind: 'regression', classes: 0 } as const;
  expect(planFolds({}, regression, target)).toMatchObject({ count: 1, dealt: 1, fraction: 0.2 });
  expect(planFolds({ holdout: 0.3 }, regression, target.subarray(0, 50))).toMatchObject({
    count: 1,
    fraction: 0.3,
  });
  expect(
    planFolds(
      { smallTableFolds: 2 },
      { kind: 'binary', classes: 2, positive: 1 },
      Int32Array.from({ length: 100 }, (_, row) => +(row < 10)),
    ),
  ).toMatchObject({ count: 2, dealt: 2 });
  expect(planFolds({ smallTable: 50 }, regression, target.subarray(0, 50)).count).toBe(1);
  expect(planFolds({ smallTable: 51 }, regression, target.subarray(0, 50)).count).toBe(5);
  const few = target.subarray(0, 50);
  expect(planFolds({ eightFoldsBelow: 51 }, regression, few).count).toBe(8);
  expect(planFolds({ eightFoldsBelow: 50 }, regression, few).count).toBe(5);
  expect(planFolds({ eightFoldsBelow: 51, smallTableFolds: 3 }, regression, few).count).toBe(3);
  expect(planFolds({ eightFoldsBelow: 51, smallTable: 50 }, regression, few).count).toBe(1);
});

test('where the rarer class has one row, or none, a holdout is as good as folds', () => {
  const binary = { kind: 'binary', classes: 2, positive: 1 } as const;
  const withOnes = (ones: number) => Int32Array.from({ length: 3000 }, (_, row) => +(row < ones));
  expect(planFolds({}, binary, withOnes(0)).count).toBe(1);
  expect(planFolds({}, binary, withOnes(1)).count).toBe(1);
  expect(planFolds({}, binary, withOnes(2))).toMatchObject({ count: 5, dealt: 5 });
  expect(planFolds({}, binary, withOnes(2998)).note).toContain('the rarer class has 2 rows');
});

test('a row with pictures counts as ten', () => {
  const regression = { kind: 'regression', classes: 0 } as const;
  const countOf = (rules: object, rows: number) =>
    planFolds(withPictures(rules), regression, new Float64Array(rows)).count;
  expect(countOf({}, 199)).toBe(5);
  expect(countOf({}, 200)).toBe(1);
  expect(countOf({ smallTable: 6000, eightFoldsBelow: 2400 }, 239)).toBe(8);
  expect(countOf({ smallTable: 6000, eightFoldsBelow: 2400 }, 599)).toBe(5);
  expect(countOf({ smallTable: 6000, eightFoldsBelow: 2400 }, 600)).toBe(1);
  expect(countOf({ folds: 3 }, 5000)).toBe(3);
});
