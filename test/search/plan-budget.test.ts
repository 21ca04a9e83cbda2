import { expect, test } from 'vitest';
import { planBudget } from '../../src/search/plan-budget.js';

test.each([
  [{ timeLimit: 10, trials: undefined }, 1, 400, 'none'],
  [{ timeLimit: 60, trials: undefined }, 3, 2400, 'none'],
  [{ timeLimit: 600, trials: undefined }, 10, 24_000, 'halving'],
  [{ timeLimit: 36_000, trials: undefined }, 10, 1_440_000, 'halving'],
  [{ timeLimit: undefined, trials: 20 }, 1, 0, 'none'],
  [{ timeLimit: undefined, trials: 100 }, 1, 0, 'halving'],
])('%o', (budget, smallTableFactor, eightFoldsBelow, scheduler) => {
  expect(planBudget(budget)).toEqual({ smallTableFactor, eightFoldsBelow, scheduler });
});
