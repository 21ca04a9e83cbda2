import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Stopped } from '../../src/util/stopped.js';
import { walkFolder } from '../../src/util/walk-folder.js';
import { writeBelow } from '../fixtures/picture-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const path = writeBelow(folder.at('all'), {
  'b/1.png': '',
  'a/deep/2.png': '',
  'a/x.txt': '',
  '3.png': '',
  'README.txt': '',
  '.hidden/4.png': '',
  'Thumbs.db': '',
});
symlinkSync('nowhere.png', folder.at('all/lost.png'));
symlinkSync('loop.png', folder.at('all/loop.png'));
mkdirSync(folder.at('all/b/folder.png'));
execFileSync('mkfifo', [folder.at('all/b/pipe.png')]);
const isWanted = (name: string) => name.endsWith('.png');
const limits = { entries: 100, others: 100, depth: 10 };

test('files that are wanted are found in order of their paths, what else lies there is counted', async () => {
  expect(await walkFolder(path, { isWanted })).toEqual({
    paths: ['3.png', 'a/deep/2.png', 'b/1.png'],
    folders: ['a', 'b'],
    loose: ['README.txt'],
    others: 3,
    links: 2,
  });
});

test.each([
  [{ entries: 4 }, `${path} has more than 4 entries in it and its folders.`],
  [{ depth: 2 }, `lies deeper than 2 folders in each other.`],
])('a folder beyond %j is told early', async (own, message) => {
  const walking = walkFolder(path, { isWanted, limits: { ...limits, ...own } });
  await expect(walking).rejects.toMatchObject({
    code: 'FOLDER_TOO_LARGE',
    message: expect.stringContaining(message),
    hint: expect.any(String),
  });
});

test('other files are too many only where they are more than those that are wanted', async () => {
  const few = { ...limits, others: 1 };
  const mostly = Object.fromEntries(['1', '2', '3', '4'].map((own) => [`${own}.png`, '']));
  const own = writeBelow(folder.at('mostly'), { ...mostly, 'c/x.txt': '', 'c/y.txt': '' });
  expect((await walkFolder(own, { isWanted, limits: few })).paths).toHaveLength(4);
  await expect(walkFolder(own, { isWanted: () => false, limits: few })).rejects.toThrow(
    'has more than 1 files that are no pictures',
  );
});

test('an abort ends it at the next entry', async () => {
  await expect(walkFolder(path, { isWanted, signal: AbortSignal.abort() })).rejects.toThrow(
    Stopped,
  );
});
