import { expect, test } from 'vitest';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import { betterState } from '../../src/run/better-state.js';

function stateOf(metric: string, scoreValidation: number | null): PredictorState {
  const members = [{ name: 'mlp-1' }];
  const leaderboard = [{ name: 'mlp-1', scoreValidation }];
  return { metric, members, leaderboard } as unknown as PredictorState;
}

test.each([
  ['rmse', 1, 2, 'before'],
  ['rmse', 2, 1, 'after'],
  ['accuracy', 0.9, 0.8, 'before'],
  ['accuracy', 0.8, 0.9, 'after'],
  ['rmse', 1, 1, 'after'],
  ['rmse', null, 5, 'after'],
] as const)('by %s of %s before and %s after, the one of %s is better', (metric, a, b, better) => {
  const states = { before: stateOf(metric, a), after: stateOf(metric, b) };
  expect(betterState(states.before, states.after)).toBe(states[better]);
});

test('without one before, the one after is taken', () => {
  const after = stateOf('rmse', 3);
  expect(betterState(undefined, after)).toBe(after);
});
