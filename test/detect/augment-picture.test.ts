import { expect, test } from 'vitest';
import { drawView, randomView, viewBoxes } from '../../src/detect/augment-picture.js';
import { randomStream } from '../../src/util/random.js';

const [width, height] = [40, 30];
const box = { code: 1, x1: 8, y1: 5, x2: 20, y2: 17, crowd: false };

/** Black, but white where the box is. */
function picture(): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = box.y1; y < box.y2; y++) {
    pixels.fill(255, (y * width + box.x1) * 3, (y * width + box.x2) * 3);
  }
  return pixels;
}

test('a view shows what is in a box where its box says, however it is turned, zoomed and moved', () => {
  const random = randomStream('views');
  const augmentation = { flips: 'both', zoom: 0.3, light: 0 } as const;
  const drawn = new Uint8Array(width * height * 3);
  for (let i = 0; i < 20; i++) {
    const view = randomView(augmentation, width, height, random);
    const [own] = viewBoxes([box], view, width, height);
    drawView(picture(), drawn, view, width, height);
    const edges = { x1: width, y1: height, x2: 0, y2: 0 };
    for (let at = 0; at < width * height; at++) {
      // Grey lies around a picture that is made smaller.
      if ((drawn[at * 3] ?? 0) <= 128) continue;
      const [x, y] = [at % width, Math.floor(at / width)];
      edges.x1 = Math.min(edges.x1, x);
      edges.y1 = Math.min(edges.y1, y);
      edges.x2 = Math.max(edges.x2, x + 1);
      edges.y2 = Math.max(edges.y2, y + 1);
    }
    for (const edge of ['x1', 'y1', 'x2', 'y2'] as const) {
      expect(Math.abs(edges[edge] - (own?.[edge] ?? -9))).toBeLessThan(1);
    }
  }
});

test('a view without any change is the picture, byte for byte', () => {
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7) % 256);
  const drawn = new Uint8Array(pixels.length);
  const same = {
    flipX: false,
    flipY: false,
    zoom: 1,
    shiftX: 0,
    shiftY: 0,
    gains: [1, 1, 1],
  } as const;
  drawView(pixels, drawn, same, width, height);
  expect(drawn).toEqual(pixels);
});

test('a box of which the view shows a small rest counts neither way, and one outside is gone', () => {
  const view = {
    flipX: false,
    flipY: false,
    zoom: 2,
    shiftX: -36,
    shiftY: 0,
    gains: [1, 1, 1],
  } as const;
  // From 16 - 36 to 40 - 36: a sixth is left.
  expect(viewBoxes([box], view, width, height)).toEqual([
    { code: 1, x1: 0, y1: 10, x2: 4, y2: 30, crowd: true },
  ]);
  expect(viewBoxes([box], { ...view, shiftX: -50 }, width, height)).toEqual([]);
});
