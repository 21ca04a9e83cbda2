import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type FittedPredictor, fit } from '../src/fit.js';
import { tempFolder } from './fixtures/temp-folder.js';
import { tinyPreset } from './fixtures/tiny-preset.js';

const preset = tempFolder().write('tiny.json', tinyPreset);

async function hashOf(predictor: FittedPredictor): Promise<string> {
  return createHash('sha256')
    .update(await predictor.toBytes())
    .digest('hex');
}

function untimed(predictor: FittedPredictor) {
  return predictor.leaderboard().map(({ fitSeconds: _, predictMs: __, ...row }) => ({ ...row }));
}

test.each([
  ['classification', 'datasets/penguins.csv', 'species'],
  ['regression', 'datasets/house-prices.csv', 'Price'],
])(
  'eight trials of a %s give the same bytes for 1, 2 and 8 workers',
  async (_task, path, label) => {
    const run = (workers: number, seed: number) =>
      fit(path, { label, preset, trials: 8, seed, workers });
    const [one, two, eight] = [await run(1, 7), await run(2, 7), await run(8, 7)];
    const hashes = [await hashOf(one), await hashOf(two), await hashOf(eight)];
    expect(new Set(hashes).size).toBe(1);
    expect(untimed(two)).toEqual(untimed(one));
    expect(untimed(eight)).toEqual(untimed(one));
    expect(one.leaderboard().length).toBeGreaterThanOrEqual(9);
    expect(await hashOf(await run(2, 8))).not.toBe(hashes[0]);
  },
);
