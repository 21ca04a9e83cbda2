import { mkdirSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findPictures } from '../../src/detect/find-pictures.js';
import { encodePng } from '../../src/image/encode-png.js';
import { whitePicture } from '../../src/image/picture.js';
import type { AutofitError } from '../../src/util/errors.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const png = await encodePng(whitePicture(20, 10));
const imageOf = (name: string) => ({ name, width: undefined, height: undefined, place: {} });
const images = Array.from({ length: 103 }, (_, i) => imageOf(`${i}.png`));
for (const { name } of images) folder.write(name, png);
const places = { folder: folder.path, images: undefined, skipBad: false };

test('where there is no time, some pictures are looked at and the others left out, which is told', async () => {
  const found = await findPictures(images, { ...places, shouldStop: () => true });
  expect(found.pictures).toHaveLength(103);
  expect(found.pictures.filter((own) => own?.width === 20)).toHaveLength(100);
  // They are like the others.
  expect(found.pictures.slice(0, 100)).toContain(undefined);
  expect(found.notes).toEqual([
    '100 of 103 pictures were looked at, for lack of time: the others are left out',
  ]);
});

test('all pictures are looked at in time, in their order', async () => {
  folder.write('b.png', await encodePng(whitePicture(7, 9)));
  const last = { ...imageOf('b.png'), width: 7, height: 9 };
  const found = await findPictures([...images, last], { ...places, shouldStop: () => false });
  expect(found).toMatchObject({ notes: [] });
  expect(found.pictures.map((own) => own?.height)).toEqual([...new Array<number>(103).fill(10), 9]);
});

test('one file by two names is a mistake, as by one name twice', async () => {
  const find = (...names: string[]) => findPictures(names.map(imageOf), places);
  await expect(find('0.png', '0.png')).rejects.toThrow('the picture 0.png is there twice.');
  await expect(find('1.png', '0.png', './0.png')).rejects.toMatchObject({
    code: 'BAD_BOXES',
    message: 'The data: 0.png and ./0.png are one picture.',
    hint: 'Name each picture once, in one way.',
  });
  symlinkSync(folder.at('0.png'), folder.at('link.png'));
  await expect(find('link.png', '0.png')).rejects.toThrow('link.png and 0.png are one picture');
  mkdirSync(folder.at('images'));
  folder.write('images/c.png', png);
  await expect(find('c.png', 'images/c.png')).rejects.toThrow('c.png and images/c.png are one');
});

test('names of one picture are a mistake also where there is no time to look at it', async () => {
  const twice = [...images, imageOf('x/../102.png')];
  const found = findPictures(twice, { ...places, shouldStop: () => true });
  await expect(found).rejects.toThrow('102.png and x/../102.png are one picture');
});

test('setting pictures aside is advised where the caller can, where it is not told yet and leaves some', async () => {
  const some = ['0.png', 'none.png'];
  const hint = (names: readonly string[], own: object) =>
    findPictures(names.map(imageOf), { ...places, ...own }).then(
      () => 'none',
      (mistake: AutofitError) => mistake.hint,
    );
  const takes = { takesSkipBad: true };
  const where = 'Name the folder that holds them with `images`, or';
  expect(await hint(some, takes)).toBe(`${where} set them aside with \`skipBadRows: true\`.`);
  const others = `${where} mend them or their boxes.`;
  expect(await hint(some, {})).toBe(others);
  expect(await hint(['none.png'], takes)).toBe(others);
  expect(await hint(['none.png'], { ...takes, skipBad: true })).toBe(others);
  expect(await hint(some, { ...takes, skipBad: true })).toBe('none');
});
