import { mkdirSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readPictureFolder } from '../../src/table/picture-folder.js';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readBlocks } from '../../src/table/read-blocks.js';
import { readTable } from '../../src/table/read-table.js';
import { writeBelow } from '../fixtures/picture-folder.js';
import { plainPng } from '../fixtures/png.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const file = plainPng(2, [1, 2, 3]);

test('pictures in sub-folders are rows with the name of the sub-folder, hidden files and others left out', async () => {
  const path = writeBelow(folder.at('photos'), {
    'b/2.PNG': file,
    'b/10.jpg': file,
    'a/deep/1.gif': file,
    'a/notes.doc': '',
    'a/.hidden.png': file,
    '.git/x.png': file,
    'loose.webp': file,
    Readme: '',
  });
  mkdirSync(folder.at('photos/empty'));
  const table = await readTable(path);
  expect(table.columns.map((column) => [column.name, ...cellTexts(column)])).toEqual([
    ['image', 'a/deep/1.gif', 'b/10.jpg', 'b/2.PNG', 'loose.webp'],
    ['label', 'a', 'b', 'b', ''],
  ]);
  expect(table).toMatchObject({ rows: 4, folder: path, isPictureFolder: true });
  expect(table.notes).toEqual([
    'folders without a picture, which are no classes: empty',
    '2 files are left out: not named as pictures are',
  ]);
});

test('links are followed to files of the folder alone', async () => {
  const outside = writeBelow(folder.at('outside'), { 'secret.png': file });
  const path = writeBelow(folder.at('linked'), { 'a/1.png': file });
  symlinkSync(folder.at('linked/a/1.png'), folder.at('linked/a/same.png'));
  symlinkSync(`${outside}/secret.png`, folder.at('linked/a/secret.png'));
  symlinkSync(outside, folder.at('linked/b'));
  symlinkSync(path, folder.at('linked/a/loop'));
  const { columns, notes } = await readTable(path);
  expect(columns[0] && cellTexts(columns[0])).toEqual(['a/1.png', 'a/same.png']);
  expect(notes).toEqual(['3 links are left out: to folders, or out of the folder']);
});

test('a flat folder has no label; one with a table in it is that table; one with neither is a mistake', async () => {
  const flat = writeBelow(folder.at('flat'), { '1.png': file, '2.png': file });
  expect((await readTable(flat)).columns.map(({ name }) => name)).toEqual(['image']);
  const table = writeBelow(folder.at('table'), { 'rows.csv': 'x,y\n1,2\n', 'a/1.png': file });
  expect((await readTable(table)).columns.map(({ name }) => name)).toEqual(['x', 'y']);
  expect(await readPictureFolder(table)).toBeUndefined();
  mkdirSync(folder.at('none/a'), { recursive: true });
  await expect(readTable(folder.at('none'))).rejects.toMatchObject({ code: 'IS_FOLDER' });
});

test('blocks hold the rows of the whole, with where they stand and where their paths start', async () => {
  const names = Array.from({ length: 5 }, (_, i) => `a/${i}.png`);
  const path = writeBelow(folder.at('many'), Object.fromEntries(names.map((own) => [own, file])));
  const found = [];
  for await (const { table, place } of readBlocks(path, {}, { rows: 2, bytes: 1 })) {
    found.push([place.from, place.to, table.folder, ...(table.columns[0]?.values ?? [])]);
  }
  expect(found).toEqual([
    [1, 2, path, 'a/0.png', 'a/1.png'],
    [3, 4, path, 'a/2.png', 'a/3.png'],
    [5, 5, path, 'a/4.png'],
  ]);
});
