import { mkdirSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyPreset } from '../fixtures/tiny-preset.js';

const folder = tempFolder();
const model = folder.at('model');
mkdirSync(folder.at('parts'));
folder.write('parts/a.csv', 'x\n1\n\n2\n');
folder.write('parts/b.csv', 'x\n3\n');

beforeAll(async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${(i * 7) % 40},${i}\n`).join('');
  const preset = folder.write('tiny.json', tinyPreset);
  const options = { label: 'y', preset, trials: 1, workers: 1, out: model };
  await fit(folder.write('train.csv', `x,y\n${rows}`), options);
});

test.each<[string, string, number, string]>([
  [
    'blank lines of one column',
    folder.write('one.csv', 'x\n1\n\n\n2\n'),
    4,
    '2 of 4 rows had no value',
  ],
  ['quoted blanks', folder.write('quoted.csv', '"x"\n1\n""\n2\n'), 3, 'no value'],
  [
    'blank lines between rows of two',
    folder.write('two.csv', 'x,z\n1,2\n\n3,4\n'),
    2,
    '1 blank line of',
  ],
  ['rows of blank cells', folder.write('cells.csv', 'x,z\n1,2\n,\n3,4\n'), 3, 'no value'],
  ['a last line that does not end', folder.write('open.csv', 'x\n1\n2'), 2, ''],
  [
    'blank lines of JSON',
    folder.write('rows.jsonl', '{"x":1}\n\n{"x":2}\n\n'),
    2,
    '2 blank lines of',
  ],
  ['objects without the key', folder.write('bare.jsonl', '{"x":1}\n{}\n{"x":2}\n'), 3, 'no value'],
  ['several files', folder.at('parts'), 4, 'files are one table'],
])('%s: as many predictions as rows, or a note', async (_, file, rows, note) => {
  const { code, stdout, stderr } = await runHere(['predict', model, file]);
  expect([code, stdout.trimEnd().split('\n').length - 1]).toEqual([0, rows]);
  expect(stderr).toContain(note);
});

test.each<[string, string, string]>([
  [
    'a row of a wrong length',
    folder.write('short.csv', 'x,z\n1,2\n5\n3,4\n'),
    'short.csv, line 3: the row has 1 fields',
  ],
  [
    'a line that is no object',
    folder.write('null.jsonl', '{"x":1}\nnull\n'),
    'null.jsonl, line 2: no JSON object',
  ],
  [
    'an item that is no object',
    folder.write('list.json', '[{"x":1},null]'),
    'item 2 of its list is no object',
  ],
])('%s: a mistake, not a row less', async (_, file, part) => {
  const { code, stdout, stderr } = await runHere(['predict', model, file]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(part);
});
