import { expect, test } from 'vitest';
import { findPictures } from '../../src/detect/find-pictures.js';
import { encodePng } from '../../src/image/encode-png.js';
import { whitePicture } from '../../src/image/picture.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
folder.write('a.png', await encodePng(whitePicture(20, 10)));
// The same file by many names.
const images = Array.from({ length: 103 }, (_, i) => ({
  name: `${'./'.repeat(i)}a.png`,
  width: undefined,
  height: undefined,
  place: {},
}));
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
  const last = { name: 'b.png', width: 7, height: 9, place: {} };
  const found = await findPictures([...images, last], { ...places, shouldStop: () => false });
  expect(found).toMatchObject({ notes: [] });
  expect(found.pictures.map((own) => own?.height)).toEqual([...new Array<number>(103).fill(10), 9]);
});
