import { expect, test } from 'vitest';
import { planBudget } from '../../src/search/plan-budget.js';

test.each([
  [{ timeLimit: 10, trials: undefined }, 1, 400, 'none', 4e6],
  [{ timeLimit: 60, trials: undefined }, 3, 2400, 'none', 24e6],
  [{ timeLimit: 600, trials: undefined }, 10, 24_000, 'halving', 240e6],
  [{ timeLimit: 36_000, trials: undefined }, 10, 1_440_000, 'halving', 14_400e6],
  [{ timeLimit: undefined, trials: 20 }, 1, 0, 'none', undefined],
  [{ timeLimit: undefined, trials: 100 }, 1, 0, 'halving', undefined],
])('%o', (budget, smallTableFactor, eightFoldsBelow, scheduler, mostTableBytes) => {
  const plan = { smallTableFactor, eightFoldsBelow, scheduler, mostTableBytes };
  expect(planBudget(budget)).toEqual(plan);
});
