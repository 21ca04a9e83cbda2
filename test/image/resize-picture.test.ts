import { expect, test } from 'vitest';
import { resizePicture } from '../../src/image/resize-picture.js';
import { bytesOf, pillow } from './pictures.js';

const { source, resized } = pillow;
const picture = { ...source, pixels: bytesOf(source.pixels) };

test.each(resized)(
  '$name: means of areas, and linear where it grows',
  ({ width, height, values }) => {
    const { pixels } = resizePicture(picture, width, height);
    expect(pixels.length).toBe(values.length);
    // Pillow gives whole numbers where a picture grows, NumPy means.
    for (const [place, value] of values.entries()) {
      expect(Math.abs((pixels[place] ?? Number.NaN) - value), `${place}`).toBeLessThanOrEqual(1);
    }
  },
);

test('halves round up, and what is of one colour stays so', () => {
  const two = { width: 2, height: 1, pixels: Uint8Array.of(10, 0, 255, 11, 1, 254) };
  expect([...resizePicture(two, 1, 1).pixels]).toEqual([11, 1, 255]);
  const plain = { width: 301, height: 173, pixels: new Uint8Array(301 * 173 * 3).fill(255) };
  expect(resizePicture(plain, 64, 64).pixels.every((value) => value === 255)).toBe(true);
});

test('one side may grow while the other shrinks', () => {
  const columns = {
    width: 1,
    height: 4,
    pixels: Uint8Array.from({ length: 12 }, (_, i) => 10 * Math.floor(i / 3)),
  };
  expect([...resizePicture(columns, 2, 2).pixels]).toEqual([
    5, 5, 5, 5, 5, 5, 25, 25, 25, 25, 25, 25,
  ]);
});
