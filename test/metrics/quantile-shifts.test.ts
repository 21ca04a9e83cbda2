import { expect, test } from 'vitest';
import { calibrated } from '../../src/metrics/calibration.js';
import type { TaskShape } from '../../src/util/task-kind.js';

const task: TaskShape = { kind: 'quantile', classes: 0, quantiles: [0.1, 0.5, 0.9] };
const answers = Float64Array.of(1, 2, 3, -4, 0, 8);

test('answers are moved by the shift of their quantile, and ascend again', () => {
  const moved = calibrated(answers, task, { kind: 'shifts', shifts: [-1, 0.5, 2], least: null });
  expect(moved).toEqual(Float64Array.of(0, 2.5, 5, -5, 0.5, 10));
  const crossed = calibrated(answers, task, { kind: 'shifts', shifts: [0, 2, -1], least: null });
  expect(crossed).toEqual(Float64Array.of(1, 2, 4, -4, 2, 7));
  expect(answers).toEqual(Float64Array.of(1, 2, 3, -4, 0, 8));
});

test('where no label is below 0, no answer is', () => {
  const moved = calibrated(answers, task, { kind: 'shifts', shifts: [-2, 0, 0], least: 0 });
  expect(moved).toEqual(Float64Array.of(0, 2, 3, 0, 0, 8));
});
