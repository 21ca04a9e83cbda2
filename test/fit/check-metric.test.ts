import { describe, expect, test } from 'vitest';
import { fit } from '../../src/index.js';

/** Rows of one feature, with these labels. */
function rowsOf(labels: readonly (number | string)[]) {
  return labels.map((y, i) => ({ x: i % 7, y }));
}

const numbers = Array.from({ length: 40 }, (_, i) => i + 0.5);
const levels = Array.from({ length: 60 }, (_, i) => ['high', 'low', 'medium'][i % 3] ?? '');

async function fitBy(metric: string, labels: readonly (number | string)[]) {
  const told: string[] = [];
  await fit(rowsOf(labels), {
    label: 'y',
    metric,
    trials: 1,
    models: ['linear'],
    workers: 1,
    onProgress: (event) => {
      if (event.kind === 'warning') told.push(event.message);
      if (event.kind === 'trial') throw new Error('something was trained');
    },
  });
  return told;
}

describe('a metric that cannot decide is refused before anything is trained', () => {
  test.each([
    ['expected_calibration_error', levels, "always answering the classes' shares is best by it"],
    ['ece', levels, 'The metric "expected_calibration_error" cannot decide'],
    ['top_3_accuracy', levels, 'is always 1: "y" has 3 classes'],
    ['mape', [0, ...numbers], 'needs labels that are not 0, and "y" has 1 other, the first is 0'],
    ['rmsle', [-1, -2, ...numbers], 'needs labels above −1, and "y" has 2 others'],
    ['poisson_deviance', [-0.5, ...numbers], 'needs labels that are not negative'],
    ['gamma_deviance', [0, ...numbers], 'needs labels above 0'],
    ['spearman', levels, 'is not for a multiclass task'],
  ])('%s', async (metric, labels, message) => {
    await expect(fitBy(metric, labels)).rejects.toThrow(message);
  });
});

describe('before a metric decides it is told', () => {
  test('in which order it takes classes whose names are no numbers', async () => {
    await expect(fitBy('quadratic_kappa', levels)).rejects.toThrow('something was trained');
    const told: string[] = [];
    const onProgress = (event: { kind: string; message?: string }) =>
      event.kind === 'warning' && told.push(event.message ?? '');
    const options = { label: 'y', trials: 1, models: ['linear'], workers: 1, onProgress } as const;
    await fit(rowsOf(levels), { ...options, metric: 'quadratic_kappa' });
    expect(told.join()).toContain(
      'quadratic_kappa takes the classes in this order: high, low, medium',
    );
  });

  test('that recall alone is best for one class everywhere, and its threshold stays a half', async () => {
    const told: string[] = [];
    const rows = Array.from({ length: 60 }, (_, i) => ({ x: i % 5, y: i % 5 > 2 ? 'yes' : 'no' }));
    const { summary } = await fit(rows, {
      label: 'y',
      metric: 'recall',
      trials: 1,
      models: ['linear'],
      workers: 1,
      onProgress: (event) => event.kind === 'warning' && told.push(event.message),
    });
    expect(told.join()).toContain('no threshold is fitted to it; f2 weighs precision and recall');
    expect(summary.best.scoreCrossFitted).toBeUndefined();
  });
});
