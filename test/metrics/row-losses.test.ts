import { expect, test } from 'vitest';
import { rowLosses } from '../../src/metrics/row-losses.js';
import { binary, regression } from '../fixtures/tasks.js';

test('numbers are as wrong as they are far', () => {
  const losses = rowLosses(Float64Array.of(1, 5), Float64Array.of(3, 4.5), regression);
  expect([...losses]).toEqual([2, 0.5]);
});

test('classes are as wrong as the true one is improbable, and never infinitely; unknown ones have no loss', () => {
  const chances = Float64Array.of(0.75, 0.25, 1, 0, 0.5, 0.5);
  const losses = rowLosses(Int32Array.of(0, 1, -1), chances, binary);
  expect([...losses]).toEqual([-Math.log(0.75), -Math.log(1e-15), Number.NaN]);
});
