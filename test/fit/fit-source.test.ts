import { expect, test } from 'vitest';
import { fitSource } from '../../src/fit/fit-source.js';
import { inspect } from '../../src/inspect.js';
import { shapes, writeBelow } from '../fixtures/picture-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

test('a folder of pictures needs no options, and what is no object of them is a mistake', async () => {
  const photos = writeBelow(folder.at('photos'), shapes(1));
  expect(await fitSource(photos)).toEqual({
    source: photos,
    options: { label: 'label' },
    notes: [],
  });
  await expect(fitSource(photos, null as never)).rejects.toMatchObject({ code: 'BAD_OPTION' });
});

test('an unlabelled part is told and not scored; parts without classes are classes only where that is told', async () => {
  const { 'up/0.png': file = '' } = shapes(1);
  const parts = writeBelow(folder.at('parts'), { 'train/a/1.png': file, 'test/1.png': file });
  const { source, options, notes } = await fitSource(parts);
  expect([source, options.test]).toEqual([folder.at('parts/train'), undefined]);
  expect(notes).toEqual([
    `${folder.at('parts/train')} is learned from`,
    expect.stringContaining(`${folder.at('parts/test')} is left out`),
  ]);
  const flat = writeBelow(folder.at('flat'), { 'train/1.png': file, 'test/1.png': file });
  await expect(fitSource(flat)).rejects.toMatchObject({ code: 'NO_CLASSES' });
  expect(await fitSource(flat, { label: 'label' })).toMatchObject({ source: flat, notes: [] });
});

test('pictures without folders have no classes to learn, and can be looked at', async () => {
  const photos = writeBelow(folder.at('loose'), { '1.png': shapes(1)['up/0.png'] ?? '' });
  await expect(fitSource(photos)).rejects.toMatchObject({
    code: 'NO_CLASSES',
    message: `The pictures of ${photos} are in no folder for each class.`,
  });
  expect((await inspect(photos)).columns.map(({ name }) => name)).toEqual(['image']);
});

test('pictures that all lie in one folder are no classes, and what lies deeper is to be named', async () => {
  const { 'up/0.png': file = '' } = shapes(1);
  const photos = writeBelow(folder.at('nested'), { 'data/a/1.png': file, 'data/b/1.png': file });
  await expect(inspect(photos)).rejects.toMatchObject({
    code: 'CONSTANT_LABEL',
    message: 'All pictures lie in the one folder "data".',
    hint: expect.stringContaining('name it itself'),
  });
});

test('of a folder with parts the one to learn from is shown, and told', async () => {
  const { 'up/0.png': file = '' } = shapes(1);
  const parts = writeBelow(folder.at('shown'), {
    'train/a/1.png': file,
    'train/b/1.png': file,
    'test/c/1.png': file,
  });
  expect((await inspect(parts)).notes).toEqual([
    `${folder.at('shown/train')} is learned from, and shown`,
    `${folder.at('shown/test')} is left out: none of its folders is called as one of ${folder.at('shown/train')}`,
  ]);
});

test('a stop while a folder is looked through is told as one', async () => {
  const photos = writeBelow(folder.at('stopped'), shapes(1));
  await expect(fitSource(photos, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'TIME_UP',
    message: `Stopped before the folder ${photos} was looked through.`,
  });
});
