import { expect, test } from 'vitest';
import { learningCurve } from '../../src/trial/learning-curve.js';

test('a short curve is kept whole, in the natural sign of its metric', () => {
  const curve = learningCurve({ metric: 'rmse', scores: [-3, -2, -2.5] });
  expect(curve).toEqual({ metric: 'rmse', lengths: [1, 2, 3], scores: [3, 2, 2.5] });
});

test('a long curve is thinned evenly, and keeps its best point and its last one', () => {
  const scores = Array.from({ length: 1000 }, (_, i) => (i === 333 ? 0.9 : i / 2000));
  const curve = learningCurve({ metric: 'roc_auc', scores });
  expect(curve?.lengths.length).toBeLessThanOrEqual(48);
  expect(curve?.lengths[0]).toBe(1);
  expect(curve?.lengths.at(-1)).toBe(1000);
  expect(curve?.scores[curve.lengths.indexOf(334)]).toBe(0.9);
  const gaps = curve?.lengths.slice(1).map((length, i) => length - (curve.lengths[i] ?? 0)) ?? [];
  expect(Math.max(...gaps)).toBeLessThanOrEqual(22);
});

test('points that are no numbers are left out, and one point is no curve', () => {
  const scores = [Number.NaN, 0.5, Number.NaN, 0.6];
  expect(learningCurve({ metric: 'roc_auc', scores })?.lengths).toEqual([2, 4]);
  expect(learningCurve({ metric: 'roc_auc', scores: [0.5] })).toBeUndefined();
});
