import { expect, test } from 'vitest';
import { tellCalibration } from '../../src/fit/tell-calibration.js';
import { type FitOptions, fit } from '../../src/index.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { binary } from '../fixtures/tasks.js';

const few = Array.from({ length: 90 }, (_, i) => ({
  size: (i * 7) % 40,
  house: `h${i % 3}`,
  price: ((i * 7) % 40) * 3 + (i % 11),
}));
const options: FitOptions = {
  ...{ label: 'price', group: 'house', quantiles: [0.1, 0.5, 0.9], models: ['linear'] },
  ...{ trials: 1, workers: 1, report: false },
};

async function toldOf(own: FitOptions) {
  const told: string[] = [];
  const onProgress = (event: { kind: string; message?: string }) => {
    if (event.kind === 'note' && event.message?.includes('too few')) told.push(event.message);
  };
  await fit([...few], { ...options, ...own, onProgress });
  return told;
}

test('few groups cannot tell the outer quantiles, and one none: that is said', async () => {
  expect(await toldOf({})).toEqual([
    '3 judged groups are too few for the quantiles 0.1 and 0.9, which take 8: they lie as far out as any judged row',
  ]);
  expect(await toldOf({ folds: 1, holdout: 0.3 })).toEqual([
    '1 judged group is too few to see how many lie below each quantile: they are as the models say them',
  ]);
  expect(await toldOf({ ensemble: { calibrate: 'none' } })).toEqual([]);
  expect(await toldOf({ group: undefined })).toEqual([]);
});

test('rows of which one counts far more than all others are not told as fewer than they are', async () => {
  const weighed = few.map((row, i) => ({ ...row, weight: i === 7 ? 5000 : 1 }));
  const told: string[] = [];
  const onProgress = (event: { kind: string; message?: string }) => {
    if (event.kind === 'note' && event.message?.includes('too few')) told.push(event.message);
  };
  const own = { group: undefined, ignore: ['house'], weight: 'weight', quantiles: [0.9] };
  await fit(weighed, { ...options, ...own, onProgress });
  expect(told).toEqual([
    '90 judged rows, which tell as much as 1 alike, are too few for the quantile 0.9, which takes 8: it lies as far out as any judged row',
  ]);
});

test('a calibration that was asked for and has nothing to be judged by is told of', () => {
  const told: unknown[] = [];
  const judge = {
    ...{ metric: metricNamed('log_loss'), task: binary, truth: Int32Array.of(0, 1, 1) },
    ...{ groups: Int32Array.of(4, 4, 4), weights: undefined, rows: Int32Array.of(0, 1, 2) },
    folds: [],
  };
  const settings = (calibrate: 'beta' | 'temperature') => ({
    ensemble: { calibrate, rounds: 1, stacking: false },
    onProgress: (event: unknown) => told.push(event),
  });
  tellCalibration(judge, settings('temperature'), {});
  tellCalibration(judge, settings('beta'), {});
  expect(told).toEqual([
    {
      kind: 'note',
      message:
        '1 judged group is too few for `calibrate` beta: probabilities are as they were mixed',
    },
  ]);
});
