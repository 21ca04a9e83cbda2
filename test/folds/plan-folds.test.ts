import { expect, test } from 'vitest';
import { planFolds } from '../../src/folds/plan-folds.js';

test('folds of a few rows that the user asked for are warned of', () => {
  const regression = { kind: 'regression', classes: 0 } as const;
  const noteOf = (folds: number | undefined) =>
    planFolds({ folds }, regression, new Float64Array(300)).note;
  expect(noteOf(undefined)).toBeUndefined();
  expect(noteOf(15)).toBeUndefined();
  expect(noteOf(150)).toContain('about 2 rows');
  expect(noteOf(300)).toContain('about 1 row,');
});
