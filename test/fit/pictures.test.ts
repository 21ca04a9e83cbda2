import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { resume } from '../../src/fit/resume.js';
import type { FitOptions } from '../../src/options/fit-options.js';
import type { ProgressEvent } from '../../src/options/progress-event.js';
import { loadPredictor as loadInPage } from '../../src/predictor/index.js';
import type { DataSource } from '../../src/table/data-source.js';
import { hashOf } from '../fixtures/halved-run.js';
import { shapes, writeBelow } from '../fixtures/picture-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const files = shapes(8);
const photos = writeBelow(folder.at('photos'), files);
const names = Object.keys(files);
const classOf = (name: string) => name.split('/')[0] ?? '';
const lines = names.map((name, i) => `${name},${i % 5},${classOf(name)}`);
const table = folder.write('photos.csv', ['photo,size,y', ...lines].join('\n'));
const quick = { models: ['linear'], trials: 1, folds: 2, workers: 1, report: false } as const;

/** What a fit says besides. */
async function told(source: DataSource, options: FitOptions) {
  const messages: string[] = [];
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'note' || event.kind === 'warning') messages.push(event.message);
  };
  const predictor = await fit(source, { ...quick, ...options, onProgress });
  return { predictor, messages };
}

test('a table names its pictures by paths that start in a folder that is told', async () => {
  const { predictor, messages } = await told(table, { label: 'y', images: photos });
  expect(predictor.info).toMatchObject({ features: ['photo', 'size'], rows: 16 });
  expect(messages.filter((own) => /picture|photo/.test(own))).toEqual([]);
  const { values, notes } = await predictor.predictions(table, { images: photos });
  expect([values.length, notes]).toEqual([16, []]);
  // In the folder of the table there are none of them.
  await expect(predictor.predict(table)).rejects.toMatchObject({
    code: 'MOSTLY_UNREAD',
    hint: expect.stringContaining('`images` names the folder'),
  });
  await expect(fit(table, { ...quick, label: 'y', images: folder.at('no') })).rejects.toMatchObject(
    {
      code: 'NO_FOLDER',
    },
  );
  const without = await told(table, { label: 'y' });
  expect(without.messages.join()).toContain(
    'none of 16 pictures that its cells name could be opened',
  );
});

test('pictures that cannot be read are an error with their rows, or set aside where that is told', async () => {
  const broken = writeBelow(folder.at('broken'), files);
  writeFileSync(join(broken, 'up/3.png'), 'no picture');
  writeFileSync(join(broken, 'up/5.png'), (files['up/5.png'] ?? Buffer.alloc(0)).subarray(0, 60));
  const rows = [4, 6].map((i) => 1 + names.indexOf(`up/${i - 1}.png`));
  const options = { label: 'y', images: broken };
  await expect(fit(table, { ...quick, ...options })).rejects.toMatchObject({
    code: 'BROKEN_PICTURES',
    message: expect.stringMatching(
      `pictures of 2 of 16 rows cannot be read: row ${rows[0]}: up/3.png is text.*; row ${rows[1]}: up/5.png is cut off`,
    ),
    hint: expect.stringContaining('`skipBadRows: true` sets these rows aside'),
  });
  const none = writeBelow(folder.at('none'), Object.fromEntries(names.map((own) => [own, 'x'])));
  const all = { ...options, images: none, types: { photo: 'image' }, skipBadRows: true } as const;
  await expect(fit(table, { ...quick, ...all })).rejects.toMatchObject({
    code: 'BROKEN_PICTURES',
    hint: expect.not.stringContaining('skipBadRows'),
  });
  const { predictor, messages } = await told(table, {
    ...options,
    skipBadRows: true,
    out: folder.at('aside'),
  });
  expect(predictor.info.rows).toBe(14);
  expect(messages[0]).toMatch(/pictures of 2 of 16 rows cannot be read: .*; they are set aside$/);
  // When predicting they are missing, and counted.
  const { values, notes } = await predictor.predictions(table, { images: broken });
  expect(values).toHaveLength(16);
  expect(notes[0]).toMatch(/^2 of 16 rows had a picture that cannot be read in photo \(up\/3\.png/);
});

test('rows in memory bring bytes or base64; the model reads them in a page too, and opens no path', async () => {
  const rows = names.map((name, i) => {
    const bytes = files[name] ?? new Uint8Array();
    return { photo: i % 2 === 0 ? bytes : Buffer.from(bytes).toString('base64'), y: classOf(name) };
  });
  const { predictor } = await told(rows, { label: 'y' });
  expect(predictor.info.features).toEqual(['photo']);
  const inPage = await loadInPage(await predictor.toBytes());
  expect(await inPage.predictMatrix(rows)).toEqual(await predictor.predictMatrix(rows));
  const { notes } = await inPage.predictions([{ photo: table.replace('.csv', '.png') }]);
  expect(notes).toEqual([
    expect.stringContaining('is a path, and none is opened here: give its bytes'),
  ]);
});

test('a folder of pictures is a table, whose parts are taken for what they are called', async () => {
  const parts = folder.at('parts');
  writeBelow(join(parts, 'train'), files);
  writeBelow(join(parts, 'test'), shapes(3, 100));
  const { predictor, messages } = await told(parts, {});
  expect(predictor.info).toMatchObject({
    task: 'binary',
    label: 'label',
    classes: ['down', 'up'],
    features: ['image'],
  });
  expect(messages[0]).toBe(
    `${join(parts, 'train')} is learned from, ${join(parts, 'test')} is scored at the end`,
  );
  expect(predictor.leaderboard().some(({ scoreTest }) => scoreTest !== undefined)).toBe(true);
  expect((await predictor.evaluate(join(parts, 'test'))).rows).toBe(6);
  const digits = folder.at('digits');
  writeBelow(
    digits,
    Object.fromEntries(
      names.map((n) => [n.replace('up', '1').replace('down', '0'), files[n] ?? '']),
    ),
  );
  expect((await told(digits, {})).predictor.info).toMatchObject({
    task: 'binary',
    classes: ['0', '1'],
  });
  await expect(fit(table, quick)).rejects.toMatchObject({ code: 'NO_LABEL' });
});

test('a run is resumed on the same pictures alone, and has the same bytes for any number of workers', async () => {
  const [one, two] = [folder.at('one'), folder.at('two')];
  await fit(photos, { ...quick, out: one });
  await fit(photos, { ...quick, out: two, workers: 2 });
  expect(hashOf(two)).toBe(hashOf(one));
  // As if it had been killed before its end.
  const journal = join(one, 'journal.jsonl');
  const open = readFileSync(journal, 'utf8')
    .split('\n')
    .filter((line) => !line.includes('"kind":"end"'));
  writeFileSync(journal, open.join('\n'));
  const changed = join(photos, 'up/2.png');
  writeFileSync(changed, files['down/7.png'] ?? '');
  await expect(resume(one, { workers: 1 })).rejects.toMatchObject({ code: 'DATA_CHANGED' });
  writeFileSync(changed, files['up/2.png'] ?? '');
  await resume(one, { workers: 1 });
  expect(hashOf(one)).toBe(hashOf(two));
});
