import { readFileSync, writeFileSync } from 'node:fs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, expect, test } from 'vitest';
import { type FilePredictor, fit, loadPredictor, type ProgressEvent } from '../../src/index.js';
import { loadPredictor as loadBytes } from '../../src/predictor/index.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { writeExcel } from '../fixtures/write-excel.js';

const folder = tempFolder();
const model = folder.at('model.safetensors');
/** 0.5, 0.643, 0.786 … to thousandths, as a file with a decimal comma has them. */
const shares = Array.from({ length: 74 }, (_, i) => Number((0.5 + (i % 37) / 7).toFixed(3)));
const quick = { label: 'y', trials: 1, models: ['linear'], folds: 2, workers: 1, report: false };

beforeAll(async () => {
  const lines = shares.map((share, i) => `${share.toFixed(3).replace('.', ',')};${(i % 37) * 10}`);
  writeFileSync(folder.at('comma.csv'), ['share;y', ...lines].join('\n'));
  await (await fit(folder.at('comma.csv'), quick)).save(model);
});

/** What each share is predicted as, from a file that is written as training's. */
async function asTrained(predictor: FilePredictor) {
  const lines = shares.map((share) => share.toFixed(3).replace('.', ','));
  writeFileSync(folder.at('new.csv'), ['share', ...lines].join('\n'));
  return predictor.predict(folder.at('new.csv'));
}

test('a number of a program is the number that it is, be training written with a decimal comma', async () => {
  const predictor = await loadPredictor(model);
  const expected = await asTrained(predictor);
  const rows = shares.map((share) => ({ share }));
  for (const data of [rows, { share: shares }]) {
    const { values, notes } = await predictor.predictions(data);
    expect({ values, notes }).toEqual({ values: expected, notes: [] });
  }
  // 1.214, a text before it and a whole number behind it.
  const few = [{ share: '1,5' }, { share: 1.214 }, { share: 2 }];
  expect((await predictor.predictions(few)).notes).toEqual([]);
  expect((await predictor.predict(few))[1]).toBe(expected[5]);
  expect((await predictor.predict([{ share: 1.214 }]))[0]).toBe(expected[5]);
  writeFileSync(folder.at('new.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
  expect(await predictor.predict(folder.at('new.jsonl'))).toEqual(expected);
  writeFileSync(folder.at('new.json'), JSON.stringify({ share: shares }));
  expect(await predictor.predict(folder.at('new.json'))).toEqual(expected);
});

test('a page reads them so too', async () => {
  const predictor = await loadBytes(readFileSync(model));
  const [one] = await predictor.predict([{ share: 1.214 }]);
  const [text] = await predictor.predict([{ share: '1,214' }]);
  expect(one).toBe(text);
});

test('typed cells of Excel and Parquet are the numbers that they are', async () => {
  const predictor = await loadPredictor(model);
  const expected = await asTrained(predictor);
  writeFileSync(
    folder.at('new.xlsx'),
    writeExcel({ a: [['share'], ...shares.map((share) => [share])] }),
  );
  writeFileSync(
    folder.at('new.parquet'),
    new Uint8Array(
      parquetWriteBuffer({ columnData: [{ name: 'share', data: shares, type: 'DOUBLE' }] }),
    ),
  );
  for (const name of ['new.xlsx', 'new.parquet']) {
    const { values, notes } = await predictor.predictions(folder.at(name));
    expect({ name, values, notes }).toEqual({ name, values: expected, notes: [] });
    await predictor.predictFile(folder.at(name), folder.at('out.csv'));
    const lines = readFileSync(folder.at('out.csv'), 'utf8').trim().split('\n').slice(1);
    expect(lines.map(Number)).toEqual(expected);
  }
});

test('rows that score and judge a fit are read so too', async () => {
  const rows = shares.map((share, i) => ({ share, y: (i % 37) * 10 + 5 }));
  for (const test of [rows, rows.slice(0, 8)]) {
    const notes: string[] = [];
    const onProgress = (event: ProgressEvent) => {
      if (event.kind === 'note') notes.push(event.message);
    };
    const { folds: _, ...judged } = quick;
    const own = { ...judged, test, validation: rows, onProgress };
    const predictor = await fit(folder.at('comma.csv'), own);
    const { metrics } = await predictor.evaluate(test);
    expect(predictor.summary.scoreTest).toBeCloseTo(metrics.rmse ?? Number.NaN, 10);
    expect(notes.filter((note) => note.includes('share'))).toEqual([]);
  }
});
