import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { shapes, writeBelow } from '../fixtures/picture-folder.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const photos = folder.at('photos');
const run = folder.at('run');
const quick = ['--trials', '1', '--models', 'linear', '--folds', '2', '-j', '1', '--no-report'];

beforeAll(async () => {
  writeBelow(photos, { ...shapes(6), 'up/notes.doc': '' });
  const { code, stderr } = await runHere([`${photos}/`, ...quick, '--out', run]);
  expect([code, stderr]).toEqual([0, expect.stringContaining('pictures lie in 2 folders')]);
  expect(stderr).toContain('note: 1 file is left out: not named as pictures are\n');
});

test('a folder is fitted to without a label, and predicted by the paths of its pictures', async () => {
  const out = folder.at('predicted.csv');
  expect(await runHere(['predict', run, photos, '--proba', '-o', out])).toMatchObject({ code: 0 });
  const [head, first, ...others] = readFileSync(out, 'utf8').trim().split('\n');
  expect(head).toBe('image,label,proba_down,proba_up');
  expect(first).toMatch(/^down\/0\.png,(?:down|up),/);
  expect(others).toHaveLength(11);
  const { stdout } = await runHere(['evaluate', run, photos, '--metric', 'accuracy']);
  expect(stdout).toMatch(/^12 rows\naccuracy/);
});

test('a score of pictures that are in no folder of a class says what is lacking, nothing of delimiters', async () => {
  const flat = writeBelow(folder.at('flat'), { '1.png': shapes(1)['up/0.png'] ?? '' });
  const { code, stderr } = await runHere(['evaluate', run, flat]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('lacks the column(s) "label"')]);
  expect(stderr).toContain('put those of each class into one of its name');
  expect(stderr).not.toContain('--delimiter');
});

test('a folder is inspected; a column is taken for pictures where that is told', async () => {
  const { stdout } = await runHere(['inspect', photos]);
  expect(stdout).toMatch(/^image\s+image\s+12\s+down\/0\.png\s+read as 16 × 16 pixels/m);
  const table = folder.write('table.csv', 'photo,y\nup/0.png,a\nup/1.png,b\ndown/1.png,a\n');
  const other = await runHere(['inspect', table]);
  expect(other.stderr).toContain(
    '--images names the folder that paths start from, --type photo=image',
  );
  const found = await runHere(['inspect', table, '--images', photos, '--type', 'photo=image']);
  expect(found.stdout).toMatch(/^photo\s+image\s.*as told$/m);
});
