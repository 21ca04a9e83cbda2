import { expect, test } from 'vitest';
import { onWhite } from '../../src/image/on-white.js';

test('every colour under every alpha is rounded to the nearest', () => {
  const wrong = [];
  for (let colour = 0; colour < 256; colour++) {
    for (let alpha = 0; alpha < 256; alpha++) {
      const exact = Math.round((colour * alpha + 255 * (255 - alpha)) / 255);
      if (onWhite(colour, alpha) !== exact) wrong.push([colour, alpha]);
    }
  }
  expect(wrong).toEqual([]);
});
