import { expect, test } from 'vitest';
import { equalPictures } from '../../src/detect/equal-pictures.js';

const frame = { width: 4, height: 4 };

function setOf(shades: readonly number[], widths: readonly number[] = []) {
  const pixels = Uint8Array.from(shades.flatMap((shade) => new Array<number>(48).fill(shade)));
  const sizes = shades.map((_, i) => ({ width: widths[i] ?? 4, height: 4 }));
  return { frame, pixels, boxes: shades.map(() => []), sizes };
}

test('pictures with the same pixels and the same size belong together, which is told', () => {
  const { firsts, different, notes } = equalPictures(setOf([7, 8, 7, 9, 7], [4, 4, 4, 4, 8]));
  expect([...firsts]).toEqual([0, 1, 0, 3, 4]);
  expect(different).toBe(4);
  expect(notes).toEqual(['1 picture with the same pixels as another: kept in one part with it']);
  expect(equalPictures(setOf([1, 2, 3])).notes).toEqual([]);
});

test('a picture that very many are stands for none', () => {
  const shades = [...new Array<number>(11).fill(50), 1, 2, 3];
  const { firsts, different, notes } = equalPictures(setOf(shades));
  expect([...firsts]).toEqual(shades.map((_, i) => i));
  expect(different).toBe(4);
  expect(notes).toEqual([
    '11 pictures are the same one: it may stand for none, and they may fall in different parts',
  ]);
});
