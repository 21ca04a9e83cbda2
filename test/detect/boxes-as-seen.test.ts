import { describe, expect, test } from 'vitest';
import { boxesAsSeen } from '../../src/detect/boxes-as-seen.js';
import type { WrittenBox } from '../../src/detect/boxes-table.js';
import { readBoxes } from '../../src/detect/read-boxes.js';
import { decodePicture } from '../../src/image/decode-picture.js';
import { plainPng, png, turnedPng } from '../fixtures/png.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
/** Stored 30 wide and 12 high; a white thing lies at 20 to 26 across and 2 to 5 down. */
const stored = png(30, 12, (x, y) => (isThing(x, y) ? [255, 255, 255] : [0, 0, 0]));
const thing = { x1: 20, y1: 2, x2: 26, y2: 5 };

function isThing(x: number, y: number): boolean {
  return x >= 20 && x < 26 && y >= 2 && y < 5;
}

/** Where what is white lies in the picture as it is read. */
async function whiteOf(bytes: Uint8Array) {
  const { width, pixels } = await decodePicture(bytes);
  const places = [...pixels.keys()].filter((i) => i % 3 === 0 && pixels[i] === 255);
  const across = places.map((i) => (i / 3) % width);
  const down = places.map((i) => Math.floor(i / 3 / width));
  const [x1, y1] = [Math.min(...across), Math.min(...down)];
  return { x1, y1, x2: Math.max(...across) + 1, y2: Math.max(...down) + 1 };
}

const coco = (name: string, size: object, { x1, y1, x2, y2 } = thing) =>
  folder.write(
    'boxes.json',
    JSON.stringify({
      images: [{ id: 1, file_name: name, ...size }],
      categories: [{ id: 1, name: 'thing' }],
      annotations: [{ image_id: 1, category_id: 1, bbox: [x1, y1, x2 - x1, y2 - y1] }],
    }),
  );

describe('boxes on a picture that Exif turns', () => {
  test.each([5, 6, 7, 8])(
    'as %i are drawn on it as it is stored, where its size is written so',
    async (orientation) => {
      const file = turnedPng(stored, orientation);
      folder.write('a.png', file);
      const { pictures, notes } = await readBoxes(coco('a.png', { width: 30, height: 12 }));
      expect(pictures).toMatchObject([{ width: 12, height: 30, boxes: [await whiteOf(file)] }]);
      expect(notes).toEqual([
        '1 picture with boxes is turned by Exif: the boxes of 1 are drawn on the picture as it is stored, as sizes or edges tell, and turned',
      ]);
    },
  );

  test('are as it is seen, where its size is written so', async () => {
    folder.write('a.png', turnedPng(stored, 6));
    const { pictures, notes } = await readBoxes(
      coco('a.png', { width: 12, height: 30 }, { x1: 1, y1: 2, x2: 5, y2: 6 }),
    );
    expect(pictures[0]?.boxes).toMatchObject([{ x1: 1, y1: 2, x2: 5, y2: 6 }]);
    expect(notes[0]).toContain('as it is seen, as sizes or edges tell');
    await expect(readBoxes(coco('a.png', { width: 30, height: 30 }))).rejects.toThrow(
      'a.png has 12 x 30 pixels, and its boxes are of 30 x 30',
    );
  });

  test('of another picture tell of those that say nothing themselves, also of mirrored ones', async () => {
    folder.write('out.png', turnedPng(stored, 8));
    folder.write('square.png', turnedPng(plainPng(20, [0, 0, 0]), 6));
    folder.write('mirror.png', turnedPng(stored, 3));
    folder.write('plain.png', stored);
    const rows = [
      'out.png,thing,20,2,26,5',
      'square.png,thing,2,3,4,6',
      'mirror.png,thing,20,2,26,5',
      'plain.png,thing,20,2,26,5',
    ];
    const csv = (...own: string[]) =>
      folder.write('boxes.csv', `image,label,x1,y1,x2,y2\n${own.join('\n')}\n`);
    const told = await readBoxes(csv(...rows));
    expect(told.pictures.map(({ boxes }) => boxes[0])).toMatchObject([
      { x1: 2, y1: 4, x2: 5, y2: 10 },
      { x1: 14, y1: 2, x2: 17, y2: 4 },
      { x1: 4, y1: 7, x2: 10, y2: 10 },
      thing,
    ]);
    expect(told.notes).toEqual([
      '3 pictures with boxes are turned by Exif: the boxes of 1 are drawn on the picture as it is stored, as sizes or edges tell, and turned; the boxes of 2 are taken as drawn on the picture as it is stored, for nothing tells whether they were',
    ]);
    const alone = await readBoxes(csv(...rows.slice(1)));
    expect(alone.pictures[0]?.boxes).toMatchObject([{ x1: 2, y1: 3, x2: 4, y2: 6 }]);
    expect(alone.notes).toEqual([
      '2 pictures with boxes are turned by Exif: the boxes of 2 are taken as drawn on the picture as it is seen, for nothing tells whether they were',
    ]);
  });

  test('that reach out of both tell nothing, and those of an upright one are left alone', () => {
    const place = {};
    const images = ['a', 'b'].map((name) => ({ name, width: undefined, height: undefined, place }));
    const box: WrittenBox = {
      image: 0,
      label: 'x',
      x1: 0,
      y1: 0,
      x2: 40,
      y2: 40,
      crowd: false,
      place,
    };
    const boxes = [box, { ...box, image: 1 }];
    const pictures = [
      { file: 'a', width: 10, height: 30, orientation: 6 },
      { file: 'b', width: 10, height: 30, orientation: 1 },
    ];
    const { written, notes } = boxesAsSeen({ images, boxes }, pictures);
    expect(written.boxes).toEqual(boxes);
    expect(notes[0]).toMatch(/^1 picture with boxes is turned by Exif: .* nothing tells/);
  });
});
