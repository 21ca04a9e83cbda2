import { expect, test } from 'vitest';
import { distill, fit } from '../../src/index.js';

const rows = Array.from({ length: 60 }, (_, i) => ({
  x: i,
  z: (7 * i) % 11,
  y: 3 * i + (i % 5) + 0.5,
}));
const options = { label: 'y', models: ['linear'], trials: 1, folds: 2, workers: 1 };

test('a model of quantiles teaches no student, which would answer other numbers without a word', async () => {
  const predictor = await fit(rows, { ...options, quantiles: [0.1, 0.5, 0.9] });
  await expect(distill(predictor, { data: rows, workers: 1 })).rejects.toMatchObject({
    code: 'QUANTILES',
  });
});

test('nor does one that a metric of the user has chosen', async () => {
  const within = {
    name: 'within',
    direction: 'maximize' as const,
    score: (truth: ArrayLike<number>, predicted: ArrayLike<number>) =>
      Array.from(truth).filter((own, i) => Math.abs(own - (predicted[i] ?? 0)) < 5).length,
  };
  const predictor = await fit(rows, { ...options, metric: within });
  await expect(distill(predictor, { data: rows, workers: 1 })).rejects.toMatchObject({
    code: 'METRIC_NEEDED',
  });
});

test('nor do those that are held to directions or to weights of classes, which a student would break', async () => {
  const rising = await fit(rows, { ...options, models: ['elastic-net'], monotone: { z: '+' } });
  await expect(distill(rising, { data: rows, workers: 1 })).rejects.toMatchObject({
    code: 'NOT_TAUGHT',
    message: 'The model was fitted with `monotone`, which a student would not keep.',
  });
  const classes = rows.map(({ x, z }) => ({ x, z, y: z + x / 20 > 7 ? 'yes' : 'no' }));
  const weighed = await fit(classes, { ...options, classWeights: 'balanced' });
  await expect(distill(weighed, { data: classes, workers: 1 })).rejects.toMatchObject({
    code: 'NOT_TAUGHT',
  });
});
