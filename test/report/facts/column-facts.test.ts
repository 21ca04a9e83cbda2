import { expect, test } from 'vitest';
import type { ColumnSpread } from '../../../src/predictor/column-spreads.js';
import { columnFacts } from '../../../src/report/facts/column-facts.js';
import { constantMember, numbers, predictorState } from '../../fixtures/constant-predictor.js';

function drawnOf(quantiles: readonly number[]) {
  const state = predictorState(numbers, [constantMember(1, 1, [[0]])]);
  const name = state.schema.columns[0]?.name ?? '';
  const spreads: ColumnSpread[] = [
    { kind: 'numbers', name, missing: 0, quantiles: Float64Array.from(quantiles) },
  ];
  return columnFacts({ ...state, spreads })[0]?.spread;
}

test('numbers are drawn to six digits of how far they reach, with their ends as they are', () => {
  expect(drawnOf([1 / 3, 2 / 3, 100 / 3])).toEqual({
    kind: 'numbers',
    quantiles: [1 / 3, 0.666667, 100 / 3],
  });
  const near = [500_000_042, 500_000_043, 500_001_007, 500_003_009];
  expect(drawnOf(near)).toEqual({ kind: 'numbers', quantiles: near });
  const moments = [1.7e9 + 0.25, 1.7e9 + 0.5, 1.7e9 + 0.75];
  expect(drawnOf(moments)).toEqual({ kind: 'numbers', quantiles: moments });
  expect(drawnOf([7, 7, 7])).toEqual({ kind: 'numbers', quantiles: [7, 7, 7] });
});
