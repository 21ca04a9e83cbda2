import { mkdirSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isPictureFolder } from '../../src/table/picture-folder.js';
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
    '2 files are left out: not named as pictures are, such as Readme',
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
  expect(await isPictureFolder(table)).toBe(false);
  mkdirSync(folder.at('none/a'), { recursive: true });
  await expect(readTable(folder.at('none'))).rejects.toMatchObject({ code: 'IS_FOLDER' });
});

test('what lies beside folders of classes hides none of them: notes, archives, what systems add, tables without pictures', async () => {
  const beside = {
    'README.txt': 'Pictures of cats, dogs,\nand more, as cats/1.png\n',
    LICENSE: 'free',
    'photos.zip': 'PK\u0003\u0004 not really',
    'all.tar.gz': 'x',
    '.DS_Store': 'x',
    'Thumbs.db': 'x',
    'desktop.ini': 'x',
    'notes.json': '{"made by": "cats/1.png"}',
    'classes.csv': 'id,name\n0,cats\n1,dogs\n',
    'labels.csv': '',
  };
  const path = writeBelow(folder.at('beside'), {
    'cats/1.png': file,
    'dogs/1.png': file,
    ...beside,
  });
  const { columns, notes } = await readTable(path);
  expect(columns[0] && cellTexts(columns[0])).toEqual(['cats/1.png', 'dogs/1.png']);
  expect(notes).toEqual([
    'classes.csv, labels.csv are left out: they name no pictures; the rows are the pictures of the folder',
    '5 files are left out: not named as pictures are, such as LICENSE',
  ]);
  for (const [name, content] of Object.entries(beside)) {
    const only = { 'cats/1.png': file, 'dogs/1.png': file, [name]: content };
    expect(await isPictureFolder(writeBelow(folder.at(`with-${name}`), only)), name).toBe(true);
  }
});

test('a table that names pictures wins over their folders, and is told; folders called as tables are none', async () => {
  const path = writeBelow(folder.at('named'), {
    'cats/1.png': file,
    'dogs/1.png': file,
    'labels.csv': 'image,age\ncats/1.png,3\ndogs/1.png,4\n',
    'classes.csv': 'id,name\n0,cats\n',
    'README.txt': 'Cats, dogs\n',
  });
  mkdirSync(folder.at('named/old.csv'));
  const told =
    'labels.csv is the table that is read: 2 pictures in the folder count as cells name them';
  const table = await readTable(path);
  expect(table.columns.map(({ name }) => name)).toEqual(['image', 'age']);
  expect(table.notes).toEqual([told]);
  const blocks = readBlocks(path, {}, { rows: 10, bytes: 1000 });
  let next = await blocks.next();
  while (!next.done) next = await blocks.next();
  expect(next.value).toEqual([told]);
  const listed = writeBelow(folder.at('listed'), {
    'cats/1.png': file,
    'dogs/1.png': file,
    'list.txt': 'image\tage\ncats/1.png\t3\ndogs/1.png\t4\n',
  });
  expect((await readTable(listed)).columns.map(({ name }) => name)).toEqual(['image', 'age']);
  const folders = writeBelow(folder.at('folders'), { 'a.csv/1.png': file, 'b/1.png': file });
  expect(await isPictureFolder(folders)).toBe(true);
});

test('a single picture is told as one', async () => {
  const path = `${writeBelow(folder.at('single'), { '1.png': file })}/1.png`;
  await expect(readTable(path)).rejects.toMatchObject({
    code: 'IS_PICTURE',
    message: `${path} is a picture, not a table.`,
  });
});

test('notes beside tables are no table', async () => {
  const path = writeBelow(folder.at('tables'), {
    'rows.csv': 'x,y\n1,2\n',
    'README.txt': 'Rows.\n',
  });
  expect((await readTable(path)).columns.map(({ name }) => name)).toEqual(['x', 'y']);
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
