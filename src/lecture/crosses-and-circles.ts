import type { PictureInput } from '../engine/picture-input.js';
import { hypot } from '../util/elementary/hypot.js';
import type { Random } from '../util/random.js';

/** Pixels along a side of the pictures. */
export const SIDE = 16;
const PAPER = 40;
const INK = 190;
const NOISE = 25;

/** Noisy pictures of one channel with 1 for a cross and 0 for a circle, by turns, each anywhere and of any size. */
export interface ShapeSet {
  readonly pictures: PictureInput;
  readonly labels: Float32Array;
}

export function crossesAndCircles(count: number, random: Random): ShapeSet {
  const data = new Uint8Array(count * SIDE * SIDE);
  for (let row = 0; row < count; row++) {
    draw(data.subarray(row * SIDE * SIDE, (row + 1) * SIDE * SIDE), row % 2 === 0, random);
  }
  const labels = Float32Array.from({ length: count }, (_, row) => (row + 1) % 2);
  const size = { rows: count, height: SIDE, width: SIDE, channels: 1 };
  return { pictures: { ...size, data, means: [PAPER], deviations: [INK - PAPER] }, labels };
}

function draw(pixels: Uint8Array, isCross: boolean, random: Random): void {
  const radius = 3 + random.integer(2);
  const middle = () => radius + random.integer(SIDE - 2 * radius);
  const [middleX, middleY] = [middle(), middle()];
  for (const place of pixels.keys()) {
    const x = (place % SIDE) - middleX;
    const y = Math.floor(place / SIDE) - middleY;
    const isOnCross = Math.abs(x) === Math.abs(y) && Math.abs(x) < radius;
    const isOnCircle = Math.round(hypot(x, y)) === radius - 1;
    const ink = (isCross ? isOnCross : isOnCircle) ? INK : PAPER;
    pixels[place] = Math.min(255, Math.max(0, ink + NOISE * random.normal()));
  }
}
