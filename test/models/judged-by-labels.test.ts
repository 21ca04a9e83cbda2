import { expect, test } from 'vitest';
import { allMetricsOf } from '../../src/metrics/metrics.js';
import { isJudgedByLabels } from '../../src/models/judged-by-labels.js';
import { binary, regression, threeClasses } from '../fixtures/tasks.js';

test('labels are smoothed for metrics of classes, and not where probabilities have to be right', () => {
  for (const task of [binary, threeClasses]) {
    for (const { name, judges } of allMetricsOf(task.kind)) {
      expect(isJudgedByLabels(task, name), name).toBe(judges === 'classes');
    }
    // Its answers follow from the probabilities.
    expect(isJudgedByLabels(task, 'cost')).toBe(false);
  }
  expect(isJudgedByLabels(regression, 'rmse')).toBe(false);
});
