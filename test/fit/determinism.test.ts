import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import type { FittedPredictor } from '../../src/fit/fitted-predictor.js';
import { familyNamed, familyNames, looksAtPictures } from '../../src/models/families.js';
import { writePictureTable } from '../fixtures/picture-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyPreset } from '../fixtures/tiny-preset.js';

const folder = tempFolder();
const preset = folder.write('tiny.json', tinyPreset);
/** Without a portfolio, whose configurations would be trained for long. */
const plain = folder.write('plain.json', '{"description":"first configurations"}');

async function hashOf(predictor: FittedPredictor): Promise<string> {
  return createHash('sha256')
    .update(await predictor.toBytes())
    .digest('hex');
}

function untimed(predictor: FittedPredictor) {
  return predictor
    .leaderboard()
    .map(({ fitSeconds: _, msPer1000Rows: __, ...row }) => ({ ...row }));
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

test('every family of tables gives the same bytes for 1 and 3 workers', async () => {
  const ofTables = familyNames.filter((name) => !looksAtPictures(name));
  const models = ofTables.filter((name) => name !== 'constant');
  const few = { epochs: 2, rounds: 4, trees: 3, path: 3, mostRows: 50 };
  const families = Object.fromEntries(
    models.map((name) => {
      const known = Object.keys(familyNamed(name).defaults);
      const defaults = Object.fromEntries(
        Object.entries(few).filter(([key]) => known.includes(key)),
      );
      return [name, { defaults }];
    }),
  );
  const run = (workers: number) =>
    fit('datasets/penguins.csv', {
      label: 'species',
      preset: plain,
      models,
      families,
      trials: models.length,
      folds: 2,
      workers,
    });
  const [one, three] = [await run(1), await run(3)];
  expect(untimed(three)).toEqual(untimed(one));
  expect(one.leaderboard().filter(({ state }) => state === 'complete').length).toBeGreaterThan(
    models.length,
  );
  expect(await hashOf(three)).toBe(await hashOf(one));
});

test('a network of pictures does so too, in folds and on all rows', async () => {
  const path = writePictureTable(folder);
  const families = { convnet: { defaults: { epochs: 2, width: 8 } } };
  const run = (workers: number, refit: boolean) => {
    const options = { label: 'colour', preset: plain, models: ['convnet'], families, trials: 1 };
    return fit(path, { ...options, folds: 2, workers, refit });
  };
  for (const refit of [false, true]) {
    const [one, three] = [await run(1, refit), await run(3, refit)];
    expect(one.leaderboard().map(({ family }) => family)).toContain('convnet');
    expect(await hashOf(three)).toBe(await hashOf(one));
    expect(await one.predict(path)).toHaveLength(20);
  }
});
