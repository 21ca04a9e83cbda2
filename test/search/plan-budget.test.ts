import { expect, test } from 'vitest';
import { planBudget } from '../../src/search/plan-budget.js';

test.each([
  [{ timeLimit: 10, trials: undefined }, 1, 'none'],
  [{ timeLimit: 60, trials: undefined }, 3, 'none'],
  [{ timeLimit: 600, trials: undefined }, 10, 'halving'],
  [{ timeLimit: 36_000, trials: undefined }, 10, 'halving'],
  [{ timeLimit: undefined, trials: 20 }, 1, 'none'],
  [{ timeLimit: undefined, trials: 100 }, 1, 'halving'],
])('%o', (budget, smallTableFactor, scheduler) => {
  expect(planBudget(budget)).toEqual({ smallTableFactor, scheduler });
});
