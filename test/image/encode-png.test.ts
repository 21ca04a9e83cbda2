import { expect, test } from 'vitest';
import { drawBoxes } from '../../src/detect/draw-boxes.js';
import { decodePicture } from '../../src/image/decode-picture.js';
import { encodePng } from '../../src/image/encode-png.js';

const pixels = Uint8Array.from({ length: 7 * 5 * 3 }, (_, i) => (i * 37) % 256);
const picture = { width: 7, height: 5, pixels };

test('a PNG is read as it was written', async () => {
  expect(await decodePicture(await encodePng(picture))).toEqual(picture);
});

test('boxes are drawn as frames into a copy, also where they reach out of it', () => {
  const before = pixels.slice();
  const { pixels: drawn } = drawBoxes(picture, [{ code: 1, x1: 1, y1: 1, x2: 9, y2: 4 }]);
  expect(pixels).toEqual(before);
  const isDrawn = Array.from({ length: 35 }, (_, i) =>
    Number(drawn[i * 3] === 86 && drawn[i * 3 + 1] === 180),
  );
  const rows = Array.from({ length: 5 }, (_, y) => isDrawn.slice(y * 7, y * 7 + 7).join(''));
  expect(rows).toEqual(['0000000', '0111111', '0100001', '0111111', '0000000']);
});
