import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import type { FittedPredictor } from '../../src/fit/fitted-predictor.js';
import { openBackbone } from '../../src/fit/open-backbone.js';
import { resume } from '../../src/fit/resume.js';
import { loadPredictor as loadInPage } from '../../src/predictor/index.js';
import { decodeTensors } from '../../src/util/safetensors.js';
import { hashOf } from '../fixtures/halved-run.js';
import { shapes, writeBelow } from '../fixtures/picture-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyBackboneFile } from '../fixtures/tiny-backbone.js';

const folder = tempFolder();
const files = shapes(8);
const photos = writeBelow(folder.at('photos'), files);
const { file } = tinyBackboneFile();
const backbone = folder.at('tiny.safetensors');
writeFileSync(backbone, file);
const quick = { models: ['linear'], trials: 1, folds: 2, workers: 1, report: false } as const;

const one = folder.at('one');
let predictor: FittedPredictor;

beforeAll(async () => {
  predictor = await fit(photos, { ...quick, backbone, out: one });
});

test('a model holds the backbone that it was fitted with, once, and answers the same in a page', async () => {
  const bytes = await predictor.toBytes();
  const { tensors, metadata } = decodeTensors(bytes);
  const halves = Object.values(tensors).filter((own) => own instanceof Uint16Array);
  expect(halves).toHaveLength(1);
  expect(metadata.predictor).toContain('Apache License 2.0');
  const rows = Object.keys(files)
    .sort()
    .map((name) => ({ image: files[name] ?? new Uint8Array() }));
  // Only the model file is left.
  writeFileSync(backbone, 'gone');
  const inPage = await loadInPage(bytes);
  expect(await inPage.predictMatrix(rows)).toEqual(await predictor.predictMatrix(photos));
  // Closed forms ask of a table that is joined with the rows that are kept.
  const { rows: explained } = await predictor.explain(photos, { rows: [1, 16] });
  expect(explained).toHaveLength(2);
  writeFileSync(backbone, file);
});

test('the model file is the same for any number of workers, and of a run that is resumed', async () => {
  const two = folder.at('two');
  await fit(photos, { ...quick, backbone, out: two, workers: 2 });
  expect(hashOf(two)).toBe(hashOf(one));
  const journal = `${one}/journal.jsonl`;
  const open = readFileSync(journal, 'utf8')
    .split('\n')
    .filter((line) => !line.includes('"kind":"end"'));
  writeFileSync(journal, open.join('\n'));
  await resume(one, { workers: 1 });
  expect(hashOf(one)).toBe(hashOf(two));
});

test('mirror images are asked of too, but in tables whose pictures would take the time of models', () => {
  expect(openBackbone(backbone, 3000).mirrors).toBe(true);
  expect(openBackbone(backbone, 3001).mirrors).toBeUndefined();
});

test('a backbone that is not there, is none, or has no pictures is an error before any training', async () => {
  const other = folder.write('other.safetensors', 'no tensors at all');
  await expect(fit(photos, { ...quick, backbone: other })).rejects.toMatchObject({
    code: 'BAD_BACKBONE',
  });
  await expect(fit(photos, { ...quick, backbone: folder.at('no') })).rejects.toMatchObject({
    code: 'NO_FILE',
    hint: expect.stringContaining('docs/pictures.md'),
  });
  const table = folder.write('t.csv', 'a,y\n1,p\n2,q\n3,p\n4,q\n');
  await expect(fit(table, { ...quick, label: 'y', backbone })).rejects.toMatchObject({
    code: 'NO_PICTURES',
  });
});
