import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { AutofitError } from '../../src/util/errors.js';
import { fileMistake } from '../../src/util/file-mistake.js';
import { whenFree } from '../../src/util/when-free.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

function failure(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'open', path: '/data/a.csv' });
}

test.each([
  ['EACCES', '/data/a.csv may not be opened with your rights (EACCES).'],
  ['EPERM', '/data/a.csv may not be opened with your rights (EPERM).'],
  ['ELOOP', '/data/a.csv is a link that leads to itself (ELOOP).'],
  ['ENAMETOOLONG', '/data/a.csv is too long for a path (ENAMETOOLONG).'],
  ['EISDIR', '/data/a.csv is a folder, where a file is wanted (EISDIR).'],
  ['EFBIG', '/data/a.csv cannot be written: it would be larger than a file may be (EFBIG).'],
  ['EMFILE', '/data/a.csv cannot be opened: too many files are open (EMFILE).'],
])('%s is a mistake that names the file and says what to do', (code, message) => {
  const thrown = fileMistake(failure(code));
  expect(thrown).toBeInstanceOf(AutofitError);
  expect(thrown).toMatchObject({
    code: 'CANNOT_READ',
    message,
    hint: expect.any(String),
    place: { file: '/data/a.csv' },
  });
});

test('failures that the system names no file of are told of the one that was meant', async () => {
  const thrown: unknown = await readFile(folder.path).catch((error: unknown) => error);
  const told = `${folder.path} is a folder, where a file is wanted (EISDIR).`;
  expect(fileMistake(thrown, folder.path)).toMatchObject({ message: told });
  expect(fileMistake(thrown)).toMatchObject({
    message: 'A file is a folder, where a file is wanted (EISDIR).',
  });
});

test('bugs stay bugs', () => {
  const bugs = [
    new TypeError('x is undefined'),
    Object.assign(new Error('no module'), { code: 'ERR_MODULE_NOT_FOUND' }),
    Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' }),
    'text',
  ];
  for (const bug of bugs) expect(fileMistake(bug)).toBe(bug);
});

test('too many open files are waited out, so often; other failures are not', async () => {
  let tried = 0;
  const fails = (code: string, times: number) => async () => {
    if (tried++ < times) throw failure(code);
    return 'open';
  };
  expect(await whenFree(fails('EMFILE', 2), [1, 1])).toBe('open');
  tried = 0;
  await expect(whenFree(fails('EMFILE', 9), [1, 1])).rejects.toThrow('EMFILE');
  expect(tried).toBe(3);
  tried = 0;
  await expect(whenFree(fails('EACCES', 1), [1, 1])).rejects.toThrow('EACCES');
});
