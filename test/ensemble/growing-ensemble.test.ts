import { expect, test } from 'vitest';
import { growEnsemble } from '../../src/ensemble/growing-ensemble.js';
import { rmse } from '../../src/metrics/rmse.js';

const judge = {
  metric: rmse,
  truth: Float64Array.of(0, 0),
  task: { kind: 'regression', classes: 0, positive: 0 },
  weights: undefined,
} as const;

test('trials join where a mean is better, replace where they are better alone, and else change nothing', () => {
  const offer = growEnsemble(judge);
  expect(offer(Float64Array.of(4, 4))).toEqual({ score: 4, members: 1 });
  expect(offer(Float64Array.of(-4, -4))).toEqual({ score: 0, members: 2 });
  expect(offer(Float64Array.of(9, 9))).toEqual({ score: 0, members: 2 });
});

test('predictions that are no numbers join nothing', () => {
  const offer = growEnsemble(judge);
  offer(Float64Array.of(Number.NaN, 1));
  expect(offer(Float64Array.of(2, 2))).toEqual({ score: 2, members: 1 });
});
