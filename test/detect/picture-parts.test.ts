import { expect, test } from 'vitest';
import { pictureParts } from '../../src/detect/picture-parts.js';

function picturesWith(codes: readonly (readonly number[])[]) {
  return codes.map((own, i) => ({
    image: `${i}`,
    file: `${i}`,
    width: 9,
    height: 9,
    boxes: own.map((code) => ({ code, x1: 0, y1: 0, x2: 4, y2: 4, crowd: false })),
  }));
}

test('every picture is in one of five parts, by chance', () => {
  const pictures = picturesWith(Array.from({ length: 23 }, () => [0]));
  const parts = pictureParts(pictures, 0);
  expect(parts.map((part) => part.length)).toEqual([5, 5, 5, 4, 4]);
  expect(parts.flat().sort((a, b) => a - b)).toEqual(pictures.map((_, i) => i));
  expect(pictureParts(pictures, 0)).toEqual(parts);
  expect(pictureParts(pictures, 1)).not.toEqual(parts);
  expect(pictureParts(pictures.slice(0, 4), 0)).toHaveLength(4);
});

test('pictures that stay together are in one part', () => {
  const pictures = picturesWith(Array.from({ length: 40 }, () => [0]));
  const firsts = Int32Array.from(pictures, (_, i) => i % 20);
  for (const part of pictureParts(pictures, 3, firsts)) {
    for (const row of part) expect(part).toContain((row + 20) % 40);
  }
});

test('a rare class is in every part', () => {
  const codes = Array.from({ length: 100 }, (_, i) => (i < 5 ? [0, 1] : i < 50 ? [0] : []));
  for (const part of pictureParts(picturesWith(codes), 0)) {
    expect(part.filter((row) => row < 5)).toHaveLength(1);
    expect(part.filter((row) => row < 50)).toHaveLength(10);
  }
});
