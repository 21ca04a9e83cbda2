import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadState } from '../../src/predictor/load-state.js';
import { predictFile } from '../../src/run/predict-file.js';
import { memberPredictions } from '../../src/run/predict-threads.js';
import { shapes, writeBelow } from '../fixtures/picture-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

test('pictures of a folder are predicted by their paths, in blocks as at once', async () => {
  const photos = writeBelow(folder.at('photos'), shapes(6));
  const predictor = await fit(photos, { models: ['linear'], trials: 1, folds: 2, workers: 1 });
  await predictor.predictFile(photos, folder.at('whole.csv'));
  const whole = readFileSync(folder.at('whole.csv'), 'utf8');
  expect(whole.split('\n').slice(0, 2)).toEqual([
    'image,label',
    expect.stringMatching(/^down\/0\.png,(?:up|down)$/),
  ]);
  const state = await loadState(await predictor.toBytes());
  const allocate = (bytes: number) => new ArrayBuffer(bytes);
  const parts = {
    state,
    allocate,
    membersOf: memberPredictions(state, 1),
    explain: predictor.explain,
  };
  for (const workers of [1, 2]) {
    const out = folder.at(`blocks-${workers}.csv`);
    await predictFile({ ...parts, workers }, photos, out, {}, { rows: 5, bytes: 1e9 });
    expect(readFileSync(out, 'utf8')).toBe(whole);
  }
  await predictor.predictFile(`${photos}/up`, folder.at('flat.csv'), { with: [] });
  expect(readFileSync(folder.at('flat.csv'), 'utf8')).toMatch(/^label\n(?:(?:up|down)\n){6}$/);
});
