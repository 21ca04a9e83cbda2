import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePicture } from '../../src/image/decode-picture.js';
import { AutofitError } from '../../src/util/errors.js';
import { bytesOf, farthest, fileOf, type PillowCase, pillow } from './pictures.js';

describe('the pixels are those of Pillow', () => {
  test.each(pillow.cases)('$name', async (own) => {
    const picture = await decodePicture(bytesOf(own.file));
    expect([picture.width, picture.height]).toEqual([own.width, own.height]);
    expect(farthest(picture.pixels, bytesOf(own.pixels))).toBeLessThanOrEqual(own.tolerance);
  });
});

/** One of each format, and of what differs in it. */
const SMALL = [
  'PNG RGB and alpha',
  'PNG palette of 2 bits with alpha, interlaced',
  'JPEG with halved colours',
  'JPEG progressive',
  'WebP lossless with alpha',
  'WebP lossy with alpha',
  'WebP animated, lossy',
  'GIF interlaced',
  'GIF animated',
  'BMP of a palette',
  'BMP of 32 bits with alpha',
];
const small = SMALL.map((name) => pillow.cases.find((own) => own.name === name) as PillowCase);

test.each(small)('$name: whatever is cut off, it is an error or the right picture', async (own) => {
  const bytes = bytesOf(own.file);
  const step = Math.max(1, Math.floor(bytes.length / 40));
  const wrong: number[] = [];
  for (let length = bytes.length - 1; length >= 0; length -= length > bytes.length - 8 ? 1 : step) {
    const picture = await decodePicture(bytes.subarray(0, length)).catch(asMistake);
    if (picture instanceof AutofitError) continue;
    if (!(farthest(picture.pixels, bytesOf(own.pixels)) <= own.tolerance)) wrong.push(length);
  }
  expect(wrong).toEqual([]);
});

test.each(small)(
  '$name: changed bytes give an AutofitError or a picture, and the next picture is right',
  async (own) => {
    const bytes = bytesOf(own.file);
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 8,
    });
    const changed = fc.asyncProperty(changes, async (all) => {
      const copy = bytes.slice();
      for (const [place, value] of all) copy[place] = value;
      const picture = await decodePicture(copy).catch(asMistake);
      if (picture instanceof AutofitError) return;
      expect(picture.pixels.length).toBe(picture.width * picture.height * 3);
    });
    await fc.assert(changed, { numRuns: 15, seed: 1 });
    const picture = await decodePicture(bytes);
    expect(farthest(picture.pixels, bytesOf(own.pixels))).toBeLessThanOrEqual(own.tolerance);
  },
);

test('a BMP whose alpha is 0 in all pixels has none', async () => {
  const drawn = async (...pixels: number[]) => [...(await decodePicture(alphaBmp(pixels))).pixels];
  expect(await drawn(10, 20, 30, 0, 40, 50, 60, 0)).toEqual([30, 20, 10, 60, 50, 40]);
  expect(await drawn(10, 20, 30, 0, 40, 50, 60, 255)).toEqual([255, 255, 255, 60, 50, 40]);
});

test('random bytes, even behind the first bytes of a format, are an AutofitError', async () => {
  const starts = [new Uint8Array(), ...small.map(({ file }) => bytesOf(file).subarray(0, 26))];
  const bytes = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }));
  const property = fc.asyncProperty(bytes, async ([start, rest]) => {
    const thrown = await decodePicture(Uint8Array.of(...start, ...rest)).catch(asMistake);
    if (!(thrown instanceof AutofitError)) return;
    expect(thrown.code).toBe('BAD_PICTURE');
  });
  await fc.assert(property, { numRuns: 200, seed: 2 });
});

test('a JPEG behind many broken ones is decoded by a decoder of its own', async () => {
  const whole = fileOf('JPEG');
  const broken = whole.slice();
  // Its tables of codes, so that no decoder can begin.
  const table = broken.findIndex((byte, place) => byte === 0xff && broken[place + 1] === 0xc4);
  broken.fill(0xee, table + 5, table + 20);
  for (let times = 0; times < 5; times++) {
    await expect(decodePicture(broken)).rejects.toThrow('The picture is damaged');
    expect((await decodePicture(whole)).width).toBe(24);
  }
});

test('a JPEG whose pixels are damaged is an error, though its end is there and its decoder goes on', async () => {
  const damaged = fileOf('JPEG with restarts');
  const restart = damaged.findLastIndex(
    (byte, i) => byte === 0xff && (damaged[i + 1] ?? 0) >> 3 === 0x1a,
  );
  const gap = Uint8Array.of(...damaged.subarray(0, restart - 10), ...damaged.subarray(restart));
  await expect(decodePicture(gap)).rejects.toThrow('is damaged (its pixels cannot be decoded)');
});

test('many at once do not disturb each other, and leave no global behind', async () => {
  const jpegs = pillow.cases.filter(({ name }) => /^(?:JPEG|WebP)/.test(name));
  const pictures = await Promise.all(jpegs.map(({ file }) => decodePicture(bytesOf(file))));
  for (const [i, own] of jpegs.entries()) {
    expect(
      farthest(pictures[i]?.pixels ?? new Uint8Array(), bytesOf(own.pixels)),
    ).toBeLessThanOrEqual(2);
  }
  expect('ImageData' in globalThis).toBe(false);
});

/** Throws what is a bug. */
function asMistake(thrown: unknown): AutofitError {
  if (thrown instanceof AutofitError) return thrown;
  throw thrown;
}

/** A row of pixels, (pixels, BGRA), with masks that name their alpha. */
function alphaBmp(pixels: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(122 + pixels.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  const words = { 2: bytes.length, 10: 122, 14: 108, 18: pixels.length / 4, 22: 1, 30: 3 };
  for (const [place, word] of Object.entries(words)) view.setUint32(Number(place), word, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 32, true);
  const masks = [0xff0000, 0xff00, 0xff, 0xff000000];
  for (const [k, mask] of masks.entries()) view.setUint32(54 + 4 * k, mask, true);
  bytes.set(pixels, 122);
  return bytes;
}
