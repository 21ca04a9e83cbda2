import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodePicture } from '../../src/image/decode-picture.js';

interface Reference {
  readonly cases: readonly {
    readonly name: string;
    readonly tolerance: number;
    readonly width: number;
    readonly height: number;
    readonly file: string;
    readonly pixels: string;
  }[];
}

const { cases } = JSON.parse(
  readFileSync('test/reference/pillow-pictures.json', 'utf8'),
) as Reference;

describe('the pixels are those of Pillow', () => {
  test.each(cases)('$name', async ({ file, width, height, pixels, tolerance }) => {
    const picture = await decodePicture(Buffer.from(file, 'base64'));
    expect([picture.width, picture.height]).toEqual([width, height]);
    const expected = Buffer.from(pixels, 'base64');
    const worst = picture.pixels.reduce(
      (most, value, place) => Math.max(most, Math.abs(value - (expected[place] ?? Number.NaN))),
      0,
    );
    expect(picture.pixels.length).toBe(expected.length);
    expect(worst).toBeLessThanOrEqual(tolerance);
  });
});
