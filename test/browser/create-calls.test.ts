import { resolve } from 'node:path/posix';
import { beforeEach, expect, test, vi } from 'vitest';
import type { CarriedData, CarriedOptions } from '../../src/browser/calls.js';
import { createCalls } from '../../src/browser/create-calls.js';
import { pageFiles } from '../../src/browser/host/page-files.js';

/** What a fit reads: the texts of the files that each path names. */
type Read = Readonly<Record<string, Readonly<Record<string, string>>>>;
/** What stands for `fit` finds the files of the page, and may begin a run. */
interface Told {
  readonly out?: string;
  readonly test?: string;
  readonly validation?: string;
}

const page = vi.hoisted(() => ({ folder: '/', fit: vi.fn() }));
vi.mock('../../src/fit/fit.js', () => ({ fit: page.fit }));
vi.mock('../../src/browser/host/page-process.js', () => ({
  goTo(folder: string) {
    page.folder = folder;
  },
}));

const calls = createCalls(false);
const around = { signal: new AbortController().signal, onProgress() {} };
let read: Read = {};

beforeEach(() => {
  for (const name of pageFiles.names('/')) pageFiles.remove(`/${name}`);
  page.fit.mockImplementation(begins);
});

async function begins(data: string, told: Told) {
  await reads(data, told);
  if (told.out !== undefined) pageFiles.mount(`${told.out}/journal.jsonl`, new Uint8Array());
  return { toBytes: async () => new Uint8Array(), summary: {} };
}

/** Ends before the run begins. */
async function fails(data: string, told: Told): Promise<never> {
  await reads(data, told);
  throw new Error('it cannot be read');
}

async function reads(data: string, { test: judged, validation }: Told): Promise<void> {
  const parts = Object.entries({ data, test: judged, validation });
  const texts = parts.map(async ([part, path]) =>
    path === undefined ? [] : [[part, await textsIn(resolve(page.folder, path))] as const],
  );
  read = Object.fromEntries((await Promise.all(texts)).flat());
}

async function textsIn(path: string): Promise<Record<string, string>> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const content = pageFiles.content(path);
  if (content instanceof Blob) return { [name]: await content.text() };
  const inside = await Promise.all(pageFiles.names(path).map((own) => textsIn(`${path}/${own}`)));
  return Object.assign({}, ...inside);
}

function files(...given: readonly (readonly [path: string, text: string])[]): CarriedData {
  const carried = given.map(([path, text]) => ({
    path,
    file: new File([text], path.slice(path.lastIndexOf('/') + 1)),
  }));
  return { kind: 'files', files: carried };
}

async function fitted(data: CarriedData, options: Partial<CarriedOptions> = {}): Promise<Read> {
  await calls.fit([data, { label: 'y', ...options }], around);
  return read;
}

test('files of one name are each read for what they were given', async () => {
  const found = await fitted(files(['table.csv', 'rows']), {
    test: files(['table.csv', 'rows to test on']),
    validation: files(['table.csv', 'rows to choose by']),
    out: 'runs/one',
  });
  expect(found).toEqual({
    data: { 'table.csv': 'rows' },
    test: { 'table.csv': 'rows to test on' },
    validation: { 'table.csv': 'rows to choose by' },
  });
  expect(page.fit.mock.lastCall?.[0]).toBe('table.csv');
});

test('folders of one name are each read for what they were given', async () => {
  const test = files(['photos/cat/2.jpg', 'another cat']);
  expect(await fitted(files(['photos/cat/1.jpg', 'a cat']), { test })).toEqual({
    data: { '1.jpg': 'a cat' },
    test: { '2.jpg': 'another cat' },
  });
});

test('a second try does not find the files of the first', async () => {
  page.fit.mockImplementationOnce(fails);
  const first = files(['photos/cat/1.jpg', 'a cat'], ['photos/cat/bad.jpg', 'a dog']);
  await expect(fitted(first, { out: 'runs/one' })).rejects.toThrow('it cannot be read');
  expect(read).toEqual({ data: { '1.jpg': 'a cat', 'bad.jpg': 'a dog' } });
  expect(pageFiles.names('/autofit-data')).toEqual([]);
  const second = files(['photos/cat/1.jpg', 'a cat']);
  expect(await fitted(second, { out: 'runs/one' })).toEqual({ data: { '1.jpg': 'a cat' } });
});

test('files that a page left which was closed in between are not read', async () => {
  pageFiles.mount('/autofit-data/runs-one/data/photos/cat/bad.jpg', new Blob(['a dog']));
  const data = files(['photos/cat/1.jpg', 'a cat']);
  expect(await fitted(data, { out: 'runs/one' })).toEqual({ data: { '1.jpg': 'a cat' } });
});

test('a run keeps its data until it is removed, whatever other calls read', async () => {
  const names = ['fitted', 'a/b', 'a-b', 'a~/b', 'a~-b', 'data'];
  for (const out of names) await fitted(files(['table.csv', out]), { out });
  await fitted(files(['table.csv', 'no run']));
  page.fit.mockImplementationOnce(() => Promise.reject(new Error('it holds a run')));
  const again = fitted(files(['table.csv', 'again']), { out: 'a-b' });
  await expect(again).rejects.toThrow('it holds a run');
  const kept = async () =>
    Promise.all(
      pageFiles
        .names('/autofit-data')
        .map(async (name) => (await textsIn(`/autofit-data/${name}`))['table.csv']),
    );
  expect((await kept()).toSorted()).toEqual(names.toSorted());
  for (const out of ['a/b', 'data']) await calls.removeFile([out], around);
  expect((await kept()).toSorted()).toEqual(['a-b', 'a~-b', 'a~/b', 'fitted']);
  expect(pageFiles.has('/autofit-call')).toBe(false);
});

test('data of a run that an earlier version kept is removed with it', async () => {
  pageFiles.mount('/data/runs-one-2/table.csv', new Blob(['rows']));
  pageFiles.mount('/runs/one-2/journal.jsonl', new Uint8Array());
  await calls.removeFile(['runs/one-2'], around);
  expect(pageFiles.has('/data/runs-one-2')).toBe(false);
});

test('paths of runs begin at the root, also once data of another call was read', async () => {
  const cwd = vi.spyOn(process, 'cwd').mockImplementation(() => page.folder);
  await fitted(files(['table.csv', 'rows']), { out: 'runs/one' });
  expect(page.folder).not.toBe('/');
  expect(await calls.listFiles(['runs/one'], around)).toEqual(['journal.jsonl']);
  expect(await calls.readFile(['runs/one/journal.jsonl'], around)).toHaveLength(0);
  cwd.mockRestore();
});
