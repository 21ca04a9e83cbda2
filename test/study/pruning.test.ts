import { expect, test } from 'vitest';
import { createPruning, type PruningRule } from '../../src/study/pruning.js';
import type { Report } from '../../src/study/study-trial.js';

/** Reports of steps 1, 2, 3 … */
const told = (...values: number[]): Report[] => values.map((value, i) => ({ step: i + 1, value }));
const others = [told(5, 4, 3), told(6, 5, 4), told(7, 6, 5), told(8, 7, 6), told(9, 8, 7)];

function heard(rule: Partial<PruningRule>, values: number[]): boolean[] {
  const pruning = createPruning({ scheduler: 'median', sign: -1, others, ...rule });
  return values.map((value, i) => {
    pruning.report(i + 1, value);
    return pruning.shouldStop();
  });
}

test('the median rule stops what is worse than half of those that came as far, from then on', () => {
  expect(heard({}, [7.5, 7.5, 0])).toEqual([false, true, true]);
  expect(heard({}, [7, 6, 5])).toEqual([false, false, false]);
});

test('the best report so far counts, and where higher is better so it does', () => {
  expect(heard({}, [1, 20, 20])).toEqual([false, false, false]);
  expect(heard({ sign: 1 }, [7, 7, 7])).toEqual([false, false, false]);
  expect(heard({ sign: 1 }, [5.5])).toEqual([true]);
});

test('halving looks at reports 1, 3 and 9, and lets the best third go on', () => {
  // Two of six go on from report 1 and from report 3.
  expect(heard({ scheduler: 'halving' }, [5.5, 100, 100])).toEqual([false, false, true]);
  expect(heard({ scheduler: 'halving' }, [5.5, 100, 3.5])).toEqual([false, false, false]);
  expect(heard({ scheduler: 'halving' }, [6.5])).toEqual([true]);
});

test('nothing is stopped where fewer than three others came as far, or nobody asked for it', () => {
  expect(heard({ others: others.slice(0, 2) }, [99])).toEqual([false]);
  expect(heard({ scheduler: 'none' }, [99])).toEqual([false]);
  const short = others.map((own) => own.slice(0, 1));
  expect(heard({ others: short, scheduler: 'median' }, [5, 99])).toEqual([false, false]);
});

test('a trial is pruned once it was told so, and reports ascend', () => {
  const pruning = createPruning({ scheduler: 'median', sign: -1, others });
  pruning.report(1, 99);
  expect(pruning.isPruned()).toBe(false);
  pruning.shouldStop();
  expect(pruning.isPruned()).toBe(true);
  expect(() => pruning.report(1, 3)).toThrow('of step 1 comes after one of 1');
  expect(() => pruning.report(2, Number.NaN)).toThrow('cannot have the value NaN');
  expect(() => pruning.report(-1, 1)).toThrow('cannot have the step -1');
});

test('what ties with those that go on goes on', () => {
  const equal = [told(9, 9), told(9, 9), told(9, 9), told(9, 9)];
  expect(heard({ scheduler: 'halving', others: equal }, [9])).toEqual([false]);
  expect(heard({ scheduler: 'halving', others: [told(8), told(8), ...equal] }, [9])).toEqual([
    true,
  ]);
});
