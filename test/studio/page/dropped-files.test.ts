import { expect, test } from 'vitest';
import { filesOf } from '../../../src/studio/page/dropped-files.js';

/** As browsers give them: a reader tells of a hundred entries at a time, then of none. */
function folder(path: string, children: readonly object[]): object {
  const createReader = () => {
    let told = 0;
    return {
      readEntries(resolve: (some: readonly object[]) => void) {
        resolve(children.slice(told, told + 100));
        told += 100;
      },
    };
  };
  return { isDirectory: true, isFile: false, fullPath: path, createReader };
}

function file(path: string): object {
  const own = new File(['x'], path.slice(path.lastIndexOf('/') + 1));
  const give = (resolve: (file: File) => void) => resolve(own);
  return { isDirectory: false, isFile: true, fullPath: path, file: give };
}

function drop(entries: readonly (object | null)[], files: readonly File[] = []): DataTransfer {
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
  return { items, files } as unknown as DataTransfer;
}

const pathsOf = (files: readonly File[]) =>
  files.map(({ webkitRelativePath, name }) => webkitRelativePath || name);

test('a file that is dropped is taken as it is, from a disk or from a program', async () => {
  expect(pathsOf(await filesOf(drop([file('/homes.csv')])))).toEqual(['homes.csv']);
  const own = new File(['a,b\n'], 'homes.csv');
  expect(await filesOf(drop([], [own]))).toEqual([own]);
});

test('files of folders have their paths, however deep they lie', async () => {
  const pets = folder('/pets', [
    folder('/pets/cats', [file('/pets/cats/1.png')]),
    folder('/pets/dogs', [file('/pets/dogs/1.png'), folder('/pets/dogs/old', [])]),
  ]);
  expect(pathsOf(await filesOf(drop([pets])))).toEqual(['pets/cats/1.png', 'pets/dogs/1.png']);
});

test('several that are dropped together lie in one folder', async () => {
  const cats = folder('/cats', [file('/cats/1.png')]);
  const found = await filesOf(drop([cats, file('/notes.txt')]));
  expect(pathsOf(found)).toEqual(['dropped files/cats/1.png', 'dropped files/notes.txt']);
});

test('all files of a large folder are taken', async () => {
  const many = Array.from({ length: 250 }, (_, i) => file(`/cats/${i}.png`));
  expect(pathsOf(await filesOf(drop([folder('/cats', many)])))).toEqual(
    many.map((_, i) => `cats/${i}.png`),
  );
});

test('what is no file, such as a text that is dropped, is left out', async () => {
  expect(await filesOf(drop([null]))).toEqual([]);
});

test('a file that cannot be read ends in what the browser says', async () => {
  const gone = {
    ...file('/cats/1.png'),
    file: (_: unknown, reject: (thrown: Error) => void) => reject(new Error('it is gone')),
  };
  await expect(filesOf(drop([folder('/cats', [gone])]))).rejects.toThrow('it is gone');
});
