import { expect, test } from 'vitest';
import { pictureSplits } from '../../src/table/picture-splits.js';
import { writeBelow } from '../fixtures/picture-folder.js';
import { plainPng } from '../fixtures/png.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const file = plainPng(2, [1, 2, 3]);

/** A folder with pictures at these paths. */
function pictures(name: string, paths: readonly string[]): string {
  return writeBelow(folder.at(name), Object.fromEntries(paths.map((path) => [path, file])));
}

test('parts of a folder are known by their names, where classes lie in them', async () => {
  const parts = pictures('parts', ['Train/a/1.png', 'test/a/1.png']);
  writeBelow(parts, { 'valid/notes.doc': '' });
  expect(await pictureSplits(parts, false)).toEqual({
    train: folder.at('parts/Train'),
    test: folder.at('parts/test'),
    notes: [],
  });
});

test.each([
  ['flat', ['train/1.png', 'test/1.png'], 'test and train in', 'that to learn from has no folder'],
  ['none', ['test/a/1.png', 'val/a/1.png'], 'test and val in', 'none is to learn from'],
])('parts that are %s are no classes, unless that is told', async (name, paths, which, lack) => {
  const parts = pictures(name, paths);
  await expect(pictureSplits(parts, false)).rejects.toMatchObject({
    code: 'NO_CLASSES',
    message: expect.stringMatching(`^${which} .* are parts, not classes, and ${lack}`),
  });
  expect(await pictureSplits(parts, true)).toBeUndefined();
});

test('folders to learn from with a table in them have no classes', async () => {
  const parts = pictures('tables', ['train/a/1.png', 'test/a/1.png']);
  writeBelow(parts, { 'train/labels.csv': 'x\n1\n' });
  await expect(pictureSplits(parts, false)).rejects.toMatchObject({ code: 'NO_CLASSES' });
});

test('parts whose pictures have no class of those that are learned are left out, and told', async () => {
  const parts = pictures('unlabelled', ['train/a/1.png', 'test/1.png', 'val/b/1.png']);
  expect(await pictureSplits(parts, false)).toEqual({
    train: folder.at('unlabelled/train'),
    notes: [
      `${folder.at('unlabelled/test')} is left out: its pictures are in no folder for each class`,
      `${folder.at('unlabelled/val')} is left out: none of its folders is called as one of ${folder.at('unlabelled/train')}`,
    ],
  });
});

test('beside folders of other names all are classes', async () => {
  const vehicles = ['train/steam/1.png', 'train/1.png', 'bus/1.png', 'car/1.png'];
  expect(await pictureSplits(pictures('vehicles', vehicles), false)).toBeUndefined();
  expect(await pictureSplits(pictures('two', ['train/1.png', 'car/1.png']), false)).toBeUndefined();
});

test('two folders for one part are a mistake', async () => {
  const parts = pictures('twice', ['train/a/1.png', 'valid/a/1.png', 'val/a/1.png']);
  await expect(pictureSplits(parts, false)).rejects.toMatchObject({
    code: 'TWO_PARTS',
    message: `val and valid in ${parts} are called the same part.`,
  });
});
