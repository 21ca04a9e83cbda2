import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadState } from '../../src/predictor/load-state.js';
import { openModels } from '../../src/predictor/open-models.js';
import { tableReader } from '../../src/predictor/table-reader.js';
import { fileReading } from '../../src/run/file-reading.js';
import { predictFile } from '../../src/run/predict-file.js';
import { memberPredictions } from '../../src/run/predict-threads.js';
import { shapes, writeBelow } from '../fixtures/picture-folder.js';
import { pictureState } from '../fixtures/picture-state.js';
import { plainPng } from '../fixtures/png.js';
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
    models: openModels(state, (own) => memberPredictions(own, 1)),
    explainOf: () => predictor.explain,
  };
  for (const workers of [1, 2]) {
    const out = folder.at(`blocks-${workers}.csv`);
    await predictFile({ ...parts, workers }, photos, out, {}, { rows: 5, bytes: 1e9 });
    expect(readFileSync(out, 'utf8')).toBe(whole);
  }
  await predictor.predictFile(`${photos}/up`, folder.at('flat.csv'), { with: [] });
  expect(readFileSync(folder.at('flat.csv'), 'utf8')).toMatch(/^label\n(?:(?:up|down)\n){6}$/);
});

test('many pictures are decoded in threads, which are closed, to the same bytes and the same notes', async () => {
  const state = pictureState(undefined, 2);
  const rows = Array.from({ length: 200 }, (_, i) => (i === 7 ? 'cut.png' : `${i % 50}.png`));
  const files = Array.from(
    { length: 50 },
    (_, i) => [`${i}.png`, plainPng(2, [i, 9, 200])] as const,
  );
  const cut = plainPng(2, [1, 2, 3]).subarray(0, 40);
  const path = writeBelow(folder.at('table'), {
    ...Object.fromEntries(files),
    'cut.png': cut,
    'rows.csv': `photo,x\n${rows.map((own, i) => `${own},${i}`).join('\n')}\n`,
  });
  const read = async (workers: number, force = true) => {
    const reading = fileReading(state.schema, workers);
    const opened: (number | undefined)[] = [];
    let closed = 0;
    const openDecoder: typeof reading.openDecoder = (count, asked) => {
      const threads = reading.openDecoder?.(count, asked);
      opened.push(threads?.atOnce);
      return threads && { ...threads, close: () => threads.close().then(() => void closed++) };
    };
    const reader = tableReader(
      state,
      { ...reading, openDecoder },
      (bytes) => new ArrayBuffer(bytes),
    );
    const { table, notes } = (await reader(`${path}/rows.csv`, { force })).parse('ignored');
    return { opened, closed, notes, column: table.columns.find(({ name }) => name === 'photo') };
  };
  const [one, two] = [await read(1), await read(2)];
  expect([one.opened, one.closed, two.opened, two.closed]).toEqual([[undefined], 0, [3], 1]);
  expect(two.column).toEqual(one.column);
  expect(two.notes).toEqual(one.notes);
  expect(one.notes.join()).toContain('cut.png');
  const few = fileReading(state.schema, 2);
  expect(few.openDecoder?.(199, undefined)).toBeUndefined();
});
