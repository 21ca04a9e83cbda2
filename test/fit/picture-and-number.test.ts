import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadPredictor } from '../../src/predictor/index.js';
import { shapes, writeBelow } from '../fixtures/picture-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

/** A table whose label is what a picture shows and how large a number is. */
function tableOf(name: string, perClass: number, first: number) {
  const files = shapes(perClass, first);
  writeBelow(folder.at(name), files);
  const rows = Object.keys(files).map((file, i) => {
    const isLarge = i % 4 < 2;
    const y = `${isLarge ? 'large' : 'small'} ${file.split('/')[0]}`;
    return { photo: `${name}/${file}`, size: (isLarge ? 8 : 2) + (i % 3) / 2, y };
  });
  const lines = rows.map(({ photo, size, y }) => `${photo},${size},${y}`);
  const path = folder.write(`${name}.csv`, ['photo,size,y', ...lines].join('\n'));
  return { path, truths: rows.map(({ y }) => y) };
}

const training = tableOf('training', 24, 0);
const others = tableOf('others', 12, 60);
const families = { convnet: { defaults: { width: 8, epochs: 12, batchSize: 16 } } };
const quick = { models: ['convnet'], families, label: 'y', trials: 1, folds: 1, holdout: 0.25 };

async function fitted(ignore: readonly string[]) {
  const predictor = await fit(training.path, { ...quick, ignore, workers: 1, report: false });
  const said = await predictor.predict(others.path);
  const right = others.truths.filter((truth, row) => truth === said[row]).length;
  return { predictor, share: right / others.truths.length };
}

test('one network of a picture and a number tells what neither tells alone, also from its file', async () => {
  const { predictor, share } = await fitted([]);
  expect(share).toBeGreaterThan(0.9);
  const columns = predictor.leaderboard().map(({ family }) => family);
  expect(columns).toContain('convnet');
  const loaded = await loadPredictor(await predictor.toBytes());
  const photo = shapes(1, 70)['up/0.png'];
  const rows = [2, 8].map((size) => ({ photo, size }));
  expect(await loaded.predict(rows)).toEqual(['small up', 'large up']);
  // Without a picture the number still tells its half.
  const [chances] = await loaded.predictProba([{ photo: null, size: 8 }]);
  expect((chances?.['large up'] ?? 0) + (chances?.['large down'] ?? 0)).toBeGreaterThan(0.6);
  expect((await fitted(['size'])).share).toBeLessThan(0.75);
});
