import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pictureFault } from '../../src/image/bad-picture.js';
import { type PictureCalls, pictureFiles, pictureFinder } from '../../src/table/picture-files.js';
import { AutofitError } from '../../src/util/errors.js';

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
  ['..\\secret.png', outside],
  ['C:\\a.png', absent],
  ['link.png', outside],
  ['up/secret.png', outside],
  ['/dev/zero', outside],
  ['/etc/passwd', outside],
  ['loop.png', 'is a link that leads to itself'],
  ['pipe.png', 'is no plain file'],
  ['red', 'is a folder: name a file in it'],
  ['.', 'is a folder: name a file in it'],
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

function failure(code: string, path = join(root, 'red', 'a.png')): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: open '${path}'`), { code, syscall: 'open', path });
}

function failing(code: string, times: number): PictureCalls {
  let left = times;
  return {
    realpath,
    open: ((...given: Parameters<typeof open>) =>
      left-- > 0 ? Promise.reject(failure(code)) : open(...given)) as typeof open,
  };
}

test.each(['EMFILE', 'ENFILE', 'EAGAIN'])(
  '%s is waited out: the picture is whole',
  async (code) => {
    const patient = pictureFiles(root, failing(code, 2));
    expect(Buffer.from(await patient('red/a.png')).toString()).toBe('red');
  },
);

test.each([
  ['EIO', 'cannot be read: the disk or network that it lies on fails'],
  ['ENOMEM', 'cannot be read: the system has no memory left'],
  ['ESTALE', 'cannot be read: the disk or network that it lies on fails'],
])('%s is a failure of the machine, never a broken picture', async (code, said) => {
  const thrown: unknown = await pictureFiles(
    root,
    failing(code, 99),
  )('red/a.png').catch((error: unknown) => error);
  expect(thrown).toMatchObject({
    code: 'CANNOT_READ',
    message: `red/a.png ${said} (${code}).`,
    hint: expect.any(String),
  });
  expect(() => pictureFault(thrown)).toThrow(AutofitError);
});

test('a picture that may not be opened is broken by itself', async () => {
  await expect(pictureFiles(root, failing('EACCES', 1))('red/a.png')).rejects.toMatchObject({
    code: 'NO_PICTURE',
    message: 'red/a.png may not be opened with your rights.',
  });
});

test('names are found however their accents are written, and as Windows writes paths', async () => {
  writeFileSync(join(root, 'Zürich.png'.normalize('NFC')), 'composed');
  writeFileSync(join(root, 'Köln.png'.normalize('NFD')), 'decomposed');
  writeFileSync(join(root, ' blank.png '), 'blank');
  const texts = [
    'Zürich.png'.normalize('NFD'),
    'Köln.png'.normalize('NFC'),
    ' blank.png ',
    'red\\a.png',
  ];
  const found = await Promise.all(texts.map(read));
  expect(found.map((own) => Buffer.from(own).toString())).toEqual([
    'composed',
    'decomposed',
    'blank',
    'red',
  ]);
});

test('a path is there as it is written, inside of the folder alone', async () => {
  const isFile = pictureFinder(root);
  writeFileSync(join(root, 'a;b.png'), 'one');
  const cells = ['a;b.png', 'a;c.png', '../secret.png', 'link.png', 'a\0;b.png', 'loop.png'];
  expect(await Promise.all(cells.map(isFile))).toEqual([true, false, false, false, false, false]);
});

test('a folder that is not there is the mistake of the option, not of a picture', async () => {
  await expect(pictureFiles(join(folder, 'nowhere'))('a.png')).rejects.toMatchObject({
    code: 'NO_FILE',
    message: `${join(folder, 'nowhere')} is no folder of pictures.`,
  });
});
