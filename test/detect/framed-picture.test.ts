import { expect, test } from 'vitest';
import { framePicture, framing, fromFrame, toFrame } from '../../src/detect/framed-picture.js';

const picture = { width: 20, height: 40, pixels: new Uint8Array(20 * 40 * 3).fill(200) };
const frame = { width: 32, height: 16 };

test('a picture of another proportion lies in the middle of its frame, with grey beside it', () => {
  const pixels = new Uint8Array(frame.width * frame.height * 3);
  framePicture(picture, frame, pixels);
  const row = Array.from({ length: frame.width }, (_, x) => pixels[x * 3]);
  expect(row).toEqual([...Array(12).fill(114), ...Array(8).fill(200), ...Array(12).fill(114)]);
});

test('boxes go into the frame and back, and are clipped to their picture', () => {
  const place = framing(picture, frame);
  const box = { x1: 5, y1: 10, x2: 15, y2: 40 };
  const framed = toFrame(box, place);
  expect(framed).toEqual({ x1: 14, y1: 4, x2: 18, y2: 16 });
  expect(fromFrame(framed, place, picture)).toEqual(box);
  expect(fromFrame({ ...framed, x1: 0, y2: 99 }, place, picture)).toEqual({
    ...box,
    x1: 0,
    y2: 40,
  });
});
