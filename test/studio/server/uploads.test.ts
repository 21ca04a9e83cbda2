import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openUploads, type Uploads } from '../../../src/studio/server/uploads.js';
import { tempFolder } from '../../fixtures/temp-folder.js';

const folder = tempFolder();

async function open(): Promise<Uploads> {
  const uploads = await openUploads(folder.at('runs'));
  onTestFinished(() => uploads.close());
  return uploads;
}

const body = (text: string) => new Response(text).body as never;

test('files lie by their paths in the folder of their drop, and are gone at the end', async () => {
  const uploads = await open();
  const id = await uploads.begin();
  await uploads.put(id, 'pets/cat/1.png', body('one'));
  await uploads.put(id, 'pets/dog/1.png', body('two'));
  await uploads.put(id, 'empty.csv', null);
  const place = uploads.at(id, 'pets');
  expect(readdirSync(place, { recursive: true }).sort()).toEqual([
    'cat',
    'cat/1.png',
    'dog',
    'dog/1.png',
  ]);
  expect(readFileSync(uploads.at(id, 'pets/dog/1.png'), 'utf8')).toBe('two');
  expect(readFileSync(uploads.at(id, 'empty.csv'), 'utf8')).toBe('');
  await uploads.close();
  expect(existsSync(place)).toBe(false);
});

test('a file that breaks off in the middle is not there', async () => {
  const uploads = await open();
  const id = await uploads.begin();
  const cut = new ReadableStream({
    pull(controller) {
      if (existsSync(uploads.at(id, 'a.csv'))) controller.error(new Error('who sends has left'));
      else controller.enqueue(new TextEncoder().encode('x,y\n1,2\n'));
    },
  });
  await expect(uploads.put(id, 'a.csv', cut as never)).rejects.toThrow('who sends has left');
  expect(existsSync(uploads.at(id, 'a.csv'))).toBe(false);
});

test('no path leads out of a drop, and no drop is asked for that was not begun', async () => {
  const uploads = await open();
  const id = await uploads.begin();
  const paths = [
    '../a',
    'a/../../b',
    '/etc/passwd',
    'a//b',
    '.',
    '..',
    '',
    'a\\..\\b',
    'a\0b',
    'a/',
  ];
  for (const path of paths)
    expect(() => uploads.at(id, path), path).toThrow('is no path of a file');
  for (const own of ['', '0', '2', '-1', '1e0', '01', '../1', '__proto__']) {
    expect(() => uploads.at(own, 'a.csv'), own).toThrow('is no path of a file');
  }
  await expect(uploads.put(id, '../a', body('x'))).rejects.toMatchObject({ code: 'BAD_PATH' });
  expect(uploads.at(id, '..hidden <b>"x\'.csv')).toContain('..hidden');
});

test('the newest twelve drops are there; of an older one it is said that it is gone', async () => {
  const uploads = await open();
  const first = await uploads.begin();
  await uploads.put(first, 'a.csv', body('x'));
  const place = uploads.at(first, 'a.csv');
  for (let i = 0; i < 11; i++) await uploads.begin();
  expect(existsSync(place)).toBe(true);
  await uploads.begin();
  expect(existsSync(place)).toBe(false);
  expect(() => uploads.at(first, 'a.csv')).toThrow('a.csv was sent too long ago.');
  expect(readdirSync(dirname(dirname(place)))).toHaveLength(12);
});

test('a run has a copy in its own folder, which goes where the run leaves nothing', async () => {
  const uploads = await open();
  const id = await uploads.begin();
  await uploads.put(id, 'pets/cat/1.png', body('one'));
  const run = folder.at('runs/pets-1');
  const path = await uploads.keepFor(run, id, 'pets');
  expect(readFileSync(`${path}/cat/1.png`, 'utf8')).toBe('one');
  expect(path.startsWith(run)).toBe(true);
  // It can be asked for again: a run that failed is begun anew.
  expect(existsSync(uploads.at(id, 'pets/cat/1.png'))).toBe(true);
  await uploads.letGo(run);
  expect(existsSync(run)).toBe(false);
  await uploads.keepFor(run, id, 'pets');
  mkdirSync(`${run}/trials`);
  await uploads.letGo(run);
  expect(readdirSync(run)).toEqual(['trials']);
});

test('a file within a folder of a drop is kept where a run is told that it lies', async () => {
  const uploads = await open();
  const id = await uploads.begin();
  await uploads.put(id, 'tables/a.csv', body('x,y'));
  await uploads.put(id, 'b.csv', body('z'));
  const path = await uploads.keepFor(folder.at('runs/a-1'), id, 'tables/a.csv');
  expect(readFileSync(path, 'utf8')).toBe('x,y');
});

test('users read the names that they know, in whatever is told', async () => {
  const uploads = await open();
  const id = await uploads.begin();
  const own = uploads.at(id, 'a "quoted" name.csv');
  await uploads.put(id, 'b.csv', body('x'));
  const kept = await uploads.keepFor(folder.at('runs/b-1'), id, 'b.csv');
  const told = { message: `${own} has no rows, ${kept} has some.`, run: folder.at('runs/b-1') };
  expect(JSON.parse(uploads.without(JSON.stringify(told)))).toEqual({
    message: 'a "quoted" name.csv has no rows, b.csv has some.',
    run: folder.at('runs/b-1'),
  });
});
