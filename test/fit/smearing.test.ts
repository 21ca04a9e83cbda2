import { expect, test } from 'vitest';
import { fit } from '../../src/index.js';
import { randomStream } from '../../src/util/random.js';

const random = randomStream(8);
/** Prices whose logarithm is a line with an error of deviation 0.8. */
const drawn = (count: number) =>
  Array.from({ length: count }, () => {
    const x = random.normal();
    return { x: x.toFixed(6), price: Math.exp(4 + 0.5 * x + 0.8 * random.normal()) };
  });
const [rows, later] = [drawn(600), drawn(600)];
const params = { path: 6, l1: 0, targetScale: 'log' };
const options = {
  label: 'price',
  models: ['elastic-net'],
  enqueue: [{ family: 'elastic-net', params }],
  trials: 1,
  workers: 1,
};

/** The factors that a model file holds. */
async function smearingOf(predictor: Awaited<ReturnType<typeof fit>>): Promise<number[]> {
  const text = Buffer.from(await predictor.toBytes()).toString('latin1');
  return [...text.matchAll(/smearing\\*":([\d.]+)/g)].map((match) => Number(match[1]));
}

test('what predicts is what was scored: both aim at the mean of the label', async () => {
  const predictor = await fit(rows, { ...options, validation: later });
  const [factor = 0] = await smearingOf(predictor);
  expect(factor).toBeGreaterThan(1.2);
  const { metrics } = await predictor.evaluate(later, ['rmse']);
  expect(predictor.summary.best.scoreValidation).toBeCloseTo(metrics.rmse ?? Number.NaN, 10);
  const predicted = (await predictor.predict(later)).map(Number);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  expect(mean(predicted) / mean(later.map(({ price }) => price))).toBeCloseTo(1, 1);
});

test('a model of all rows is smeared as those of its folds, and none for mae', async () => {
  const refitted = await smearingOf(await fit(rows, { ...options, folds: 3, refit: true }));
  expect(refitted).toHaveLength(1);
  expect(refitted[0]).toBeGreaterThan(1.2);
  expect(await smearingOf(await fit(rows, { ...options, folds: 3, metric: 'mae' }))).toEqual([
    1, 1, 1,
  ]);
});
