import { expect, test } from 'vitest';
import { bytesOfCell } from '../../src/image/bytes-of-cell.js';
import { createPixelGate } from '../../src/image/pixel-gate.js';
import { type PictureProgress, readPictures } from '../../src/image/read-pictures.js';
import { smallPicture } from '../../src/image/small-picture.js';
import { openPictureThreads } from '../../src/run/picture-threads.js';
import { AutofitError } from '../../src/util/errors.js';
import { Stopped } from '../../src/util/stopped.js';
import { bytesOf, fileOf, pillow } from './pictures.js';

const allocate = (bytes: number) => new SharedArrayBuffer(bytes);
const fromBase64 = async (cell: string) => bytesOfCell(cell);
const cells = pillow.cases.map(({ file }) => file);
const cutOff = Buffer.from(fileOf('JPEG').subarray(0, 500)).toString('base64');
const withBroken = [...cells.slice(0, 5), cutOff, ...cells.slice(5), 'photos/a.jpg'];

test('each picture is averaged to a square, with its size and what is broken by cell', async () => {
  const { pixels, sizes, broken } = await readPictures(withBroken, fromBase64, {
    side: 4,
    allocate,
  });
  expect(broken).toEqual([
    { cell: 5, reason: 'is cut off: copy or download it again' },
    {
      cell: withBroken.length - 1,
      reason: 'is neither base64 nor a data URL: give the bytes of the picture, not its path',
    },
  ]);
  const turned = withBroken.indexOf(Buffer.from(fileOf('JPEG turned as 6')).toString('base64'));
  const file = fileOf('JPEG turned as 6');
  expect([...sizes.subarray(3 * turned, 3 * turned + 3)]).toEqual([16, 24, file.length]);
  expect([...sizes.subarray(15, 18)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  const small = await smallPicture(file, 4);
  expect([...pixels.subarray(48 * turned, 48 * (turned + 1))]).toEqual([...small.pixels]);
  expect(pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('threads give the same, in the same order, and tell of each picture', async () => {
  const alone = await readPictures(withBroken, fromBase64, { side: 6, allocate });
  const decoder = openPictureThreads(2);
  const events: PictureProgress[] = [];
  try {
    const onProgress = (event: PictureProgress) => events.push(event);
    const options = { side: 6, allocate, decoder, onProgress };
    const together = await readPictures(withBroken, fromBase64, options);
    expect(decoder?.atOnce).toBe(3);
    expect(together).toEqual(alone);
    // Memory that others have too is not taken along.
    const shared = new Uint8Array(5000);
    shared.set(fileOf('JPEG'), 100);
    const part = shared.subarray(100, 100 + fileOf('JPEG').length);
    expect(await decoder?.decode(part, 6)).toEqual(await smallPicture(part, 6));
    await expect(decoder?.decode(bytesOf(cutOff), 6)).rejects.toMatchObject({
      code: 'BAD_PICTURE',
      message: 'The picture is cut off: copy or download it again.',
    });
  } finally {
    await decoder?.close();
  }
  expect(events.map(({ pictures }) => pictures)).toEqual(withBroken.map((_, i) => i + 1));
  expect(events[0]).toEqual({ kind: 'reading-pictures', pictures: 1, total: withBroken.length });
});

test('one thread needs no other', () => {
  expect(openPictureThreads(1)).toBeUndefined();
});

test('an abort ends it with Stopped, and what is no fault of a picture with itself, once all others have ended', async () => {
  const abort = new AbortController();
  let inside = 0;
  const decoder = {
    atOnce: 3,
    async decode(bytes: Uint8Array, side: number) {
      inside++;
      await new Promise((resolve) => setTimeout(resolve, 5));
      const small = await smallPicture(bytes, side);
      inside--;
      return small;
    },
  };
  const onProgress = ({ pictures }: PictureProgress) => {
    if (pictures === 4) abort.abort();
  };
  const { signal } = abort;
  const stopped = readPictures(cells, fromBase64, {
    side: 2,
    allocate,
    decoder,
    signal,
    onProgress,
  });
  await expect(stopped).rejects.toThrow(Stopped);
  expect(inside).toBe(0);
  const noFolder = new AutofitError('NO_FILE', 'nowhere is no folder of pictures.');
  const failing = async (cell: string) => {
    if (cell === cells[7]) throw noFolder;
    return bytesOfCell(cell);
  };
  await expect(readPictures(cells, failing, { side: 2, allocate, decoder })).rejects.toBe(noFolder);
  expect(inside).toBe(0);
});

test('pixels are let in by turns while there is room, and what is larger than all room alone', async () => {
  const gate = createPixelGate(10);
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const task = (name: string, pixels: number) =>
    gate(pixels, () => {
      log.push(name);
      return new Promise<void>((end) => ends.push(end));
    });
  const all = [task('a', 6), task('b', 5), task('c', 4), task('d', 30), task('e', 1)];
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  for (const inside of ['a', 'abc', 'abc', 'abcd', 'abcde']) {
    await turn();
    expect(log.join('')).toBe(inside);
    ends.shift()?.();
  }
  await Promise.all(all);
});
