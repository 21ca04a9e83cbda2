import { expect, test } from 'vitest';
import { framePicture, framing, toFrame } from '../../src/detect/framed-picture.js';
import { frameOf, judgedInFrames, resizeSet } from '../../src/detect/framed-set.js';

// Their frames are of other proportions, 5 and 6, as sides are multiples of eight.
const [large, small] = [frameOf(320, 5), frameOf(96, 5)];
const box = { code: 0, x1: 100, y1: 20, x2: 300, y2: 80, crowd: false };

function framed(size: { width: number; height: number }, frame: typeof large) {
  const pixels = new Uint8Array(frame.width * frame.height * 3);
  const white = new Uint8Array(size.width * size.height * 3).fill(255);
  framePicture({ ...size, pixels: white }, frame, pixels);
  return { pixels, boxes: [[toFrame(box, framing(size, frame))]] };
}

test('pictures lie in smaller frames as they do when they are predicted', () => {
  expect([large, small]).toEqual([
    { width: 320, height: 64 },
    { width: 96, height: 16 },
  ]);
  for (const height of [200, 100, 400]) {
    const size = { width: 1000, height };
    const set = resizeSet({ frame: large, ...framed(size, large), sizes: [size] }, small);
    const direct = framed(size, small);
    expect(set?.pixels).toEqual(direct.pixels);
    for (const edge of ['x1', 'y1', 'x2', 'y2'] as const) {
      expect(set?.boxes[0]?.[0]?.[edge]).toBeCloseTo(direct.boxes[0]?.[0]?.[edge] ?? 0);
    }
  }
});

test('pictures are made smaller until it is stopped', () => {
  const size = { width: 1000, height: 200 };
  const set = { frame: large, ...framed(size, large), sizes: [size] };
  expect(resizeSet(set, small, () => true)).toBeUndefined();
  expect(resizeSet(set, small, () => false)?.frame).toEqual(small);
});

test('what was judged on pictures as they were lies in their frames', () => {
  const sizes = [large, { width: 1000, height: 400 }];
  const set = { frame: large, pixels: new Uint8Array(), boxes: [], sizes };
  const [judged] = judgedInFrames([{ row: 1, truth: [box], found: [{ ...box, score: 0.5 }] }], set);
  const framed = { code: 0, x1: 80 + 16, y1: 3.2, x2: 80 + 48, y2: 12.8 };
  expect(judged).toMatchObject({
    row: 1,
    truth: [framed],
    found: [{ score: 0.5 }],
  });
});
