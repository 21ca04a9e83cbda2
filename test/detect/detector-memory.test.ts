import { expect, test } from 'vitest';
import { frameFor, knownFrame, roomFor } from '../../src/detect/detector-memory.js';

const box = { code: 0, x1: 0, y1: 0, x2: 20, y2: 20, crowd: false };
const picture = { image: 'a', file: 'a', width: 640, height: 480, boxes: [box] };
const pictures = (count: number) => new Array<typeof picture>(count).fill(picture);

test('the frame is the largest that a configuration may want', () => {
  const { frame, note } = frameFor('a.csv', pictures(10), 16e9);
  expect(frame).toEqual({ width: 320, height: 240 });
  expect(note).toBeUndefined();
});

test('where memory is short, or pictures very many, frames are smaller, which is told', () => {
  const short = frameFor('a.csv', pictures(2000), 1.5e9);
  expect(short.frame.width).toBeLessThan(320);
  expect(short.note).toContain('not at 320 x 240, for lack of memory');
  // The same however large the machine is.
  const many = frameFor('a.csv', pictures(10_000), 64e9);
  expect(many).toEqual(frameFor('a.csv', pictures(10_000), 640e9));
  expect(many.frame.width).toBeLessThan(320);
});

test('pictures that do not fit at the smallest size are refused', () => {
  expect(() => frameFor('a.csv', pictures(1e6), 8e9)).toThrow(
    'a.csv has 1,000,000 pictures: there is not enough memory for them.',
  );
});

test('each worker takes what it holds of the pictures', () => {
  expect(roomFor(67e6, 16e9)).toBeGreaterThan(20);
  expect(roomFor(1e9, 16e9)).toBe(4);
  expect(roomFor(1e9, 4e9)).toBe(0);
});

test('a size that was chosen before stays, and is refused where there is no memory for it any more', () => {
  const frame = { width: 320, height: 240 };
  expect(knownFrame('a.csv', pictures(2000), frame, 16e9)).toEqual({ frame, note: undefined });
  expect(() => knownFrame('a.csv', pictures(2000), frame, 1.5e9)).toThrow(
    'a.csv was read at 320 x 240 pixels, and there is not enough memory for that now.',
  );
});
