import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pictureFiles } from '../../src/table/picture-files.js';

const folder = mkdtempSync(join(tmpdir(), 'autofit-pictures-'));
const root = join(folder, 'photos');
mkdirSync(join(root, 'red'), { recursive: true });
mkdirSync(join(folder, 'photos-2'));
writeFileSync(join(root, 'red', 'a.png'), 'red');
writeFileSync(join(root, '..a.png'), 'dots');
writeFileSync(join(folder, 'secret.png'), 'secret');
writeFileSync(join(folder, 'photos-2', 'b.png'), 'other');
writeFileSync(join(root, 'large.png'), '');
truncateSync(join(root, 'large.png'), 100e6 + 1);
symlinkSync(join(folder, 'secret.png'), join(root, 'link.png'));
symlinkSync(folder, join(root, 'up'));
symlinkSync(join(root, 'red', 'a.png'), join(root, 'inside.png'));
symlinkSync('loop.png', join(root, 'loop.png'));
symlinkSync(root, join(folder, 'link-to-photos'));
execFileSync('mkfifo', [join(root, 'pipe.png')]);
afterAll(() => rmSync(folder, { recursive: true }));

const read = pictureFiles(root);
const outside = `lies outside of ${root}: name the folder of all pictures by \`images: '<folder>'\``;
const absent = `does not exist in ${root}: name the folder of pictures by \`images: '<folder>'\``;

test.each([
  ['red/a.png', 'red'],
  [' ./red/../red/a.png ', 'red'],
  ['inside.png', 'red'],
  ['..a.png', 'dots'],
  [join(root, 'red', 'a.png'), 'red'],
  ['data:image/png;base64,cmVk', 'red'],
])('%s is read', async (cell, content) => {
  expect(Buffer.from(await read(cell)).toString()).toBe(content);
});

test('a folder may be named by a link, and its pictures by their whole path', async () => {
  const linked = pictureFiles(join(folder, 'link-to-photos'));
  expect(Buffer.from(await linked('red/a.png')).toString()).toBe('red');
  const path = join(folder, 'link-to-photos', 'red', 'a.png');
  expect(Buffer.from(await linked(path)).toString()).toBe('red');
});

test.each([
  ['', 'is no path'],
  ['a\0b.png', 'is no path'],
  ['none.png', absent],
  ['red/a.png/b.png', absent],
  ['../secret.png', outside],
  [join(folder, 'secret.png'), outside],
  ['../photos-2/b.png', outside],
  ['link.png', outside],
  ['up/secret.png', outside],
  ['/dev/zero', outside],
  ['/etc/passwd', outside],
  ['loop.png', 'cannot be read (ELOOP)'],
  ['pipe.png', 'is no plain file: name a picture'],
  ['red', 'is a folder: name a picture in it'],
  ['.', 'is a folder: name a picture in it'],
  ['large.png', 'has 100 MB, and 100 MB are read at most: save it smaller'],
  [
    'https://example.com/a.png',
    'is an address, and nothing is fetched: download it and name the file',
  ],
  ['file:///etc/passwd', 'is an address, and nothing is fetched: download it and name the file'],
  ['//host/share/a.png', 'is an address, and nothing is fetched: download it and name the file'],
  [
    '\\\\host\\share\\a.png',
    'is an address, and nothing is fetched: download it and name the file',
  ],
])('%j is refused', async (cell, fault) => {
  await expect(read(cell)).rejects.toMatchObject({
    code: 'NO_PICTURE',
    message: `${cell} ${fault}.`,
    place: { file: cell },
  });
});

test('what is too long for a path is told shortened', async () => {
  await expect(read('A'.repeat(9000))).rejects.toThrow(
    `${'A'.repeat(200)}… is too long for a path.`,
  );
});

test('a folder that is not there is the mistake of the option, not of a picture', async () => {
  await expect(pictureFiles(join(folder, 'nowhere'))('a.png')).rejects.toMatchObject({
    code: 'NO_FILE',
    message: `${join(folder, 'nowhere')} is no folder of pictures.`,
  });
});
