import { expect, test } from 'vitest';
import { encodePng } from '../../src/image/encode-png.js';
import { whitePicture } from '../../src/image/picture.js';
import { openDetector } from '../../src/run/detector-file.js';
import { meanBoxesState } from '../fixtures/mean-boxes-state.js';

const detector = openDetector(meanBoxesState);
const [width, height] = [4, 2];
const picture = whitePicture(width, height);
const pixels = (values: ArrayLike<number>) => ({ width, height, pixels: values });
// As programs without types call it.
const predict = (...given: unknown[]): Promise<unknown> =>
  Reflect.apply(detector.predict, undefined, given);

test('a picture is bytes of its file, or RGB', async () => {
  const png = await encodePng(picture);
  const sources = [png, png.slice().buffer, picture, pixels(new Uint8ClampedArray(24))];
  const [first, ...others] = (await predict(sources)) as unknown[];
  expect(first).toMatchObject([{ label: 'x', x1: 1, y1: 0.5, x2: 3, y2: 1.5 }]);
  expect(others).toEqual([first, first, first]);
  expect(await predict([])).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['RGBA', pixels(new Uint8Array(32)), 'has 32 bytes of pixels, and RGB of 4 x 2 has 24'],
  ['grey', pixels(new Uint8Array(8)), 'has 8 bytes of pixels, and RGB of 4 x 2 has 24'],
  ['no pixels', pixels(new Uint8Array()), 'has 0 bytes of pixels'],
  ['shares of 255', pixels(new Float32Array(24)), 'has pixels that cannot be a Float32Array'],
  ['a plain list', pixels(new Array(24).fill(1)), 'has pixels that cannot be a list of 24'],
  [
    'no width',
    { ...picture, width: Number.NaN },
    'has sides that are no whole numbers above 0, NaN x 2',
  ],
  ['no height', { ...picture, height: 0 }, 'has sides that are no whole numbers above 0, 4 x 0'],
  [
    'a half',
    { ...picture, width: 1.5, height: 8 / 1.5 },
    'has sides that are no whole numbers above 0, 1.5 x 5.3',
  ],
  ['ImageData', { width, height, data: [] }, 'cannot be an object with width, height, data'],
  ['null', null, 'cannot be null'],
  ['an empty path', '', 'cannot be ""'],
  ['floats', new Float32Array(24), 'cannot be a Float32Array'],
])('%s is no picture', async (_, source, message) => {
  await expect(predict([picture, source])).rejects.toMatchObject({
    code: 'BAD_ARGUMENT',
    message: expect.stringContaining(`Picture 2 of 2 ${message}`),
    hint: expect.stringContaining('RGB'),
  });
});

test.each<[unknown, string]>([
  [undefined, 'not undefined.'],
  [new Uint8Array(5), 'not a Uint8Array.'],
  [picture, 'not an object with width, height, pixels.'],
])('%o is no list of pictures', async (given, message) => {
  await expect(predict(given)).rejects.toMatchObject({
    code: 'BAD_ARGUMENT',
    message: `predict takes a path or a list of pictures, ${message}`,
    hint: 'Put a single picture into a list: [picture].',
  });
});

test('what is no path is refused where one is wanted', async () => {
  const refused = (call: 'predictFile' | 'evaluate', ...given: unknown[]) =>
    expect(Reflect.apply(detector[call], undefined, given)).rejects.toMatchObject({
      code: 'BAD_ARGUMENT',
    });
  await refused('predictFile', [picture], 'out.csv');
  await refused('predictFile', 'a.png');
  await refused('evaluate', [picture]);
});
