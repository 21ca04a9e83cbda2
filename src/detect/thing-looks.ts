import { square } from '../util/elementary/square.js';
import type { Corners } from './box.js';
import type { FramedSet } from './framed-set.js';

/** Cells along a side that a thing is averaged to, and pixels along a side that each is the mean of. */
const GRID = 8;
const SAMPLES = 3;

/** Numbers that tell how something looks, as it is and in two mirrors. */
export interface Mirrored {
  readonly plain: Float64Array;
  readonly leftRight: Float64Array;
  readonly upsideDown: Float64Array;
}

/** The pixels of a box, or of what is so many times as large around it, as means of cells. */
export function lookOf(
  { frame, pixels }: Pick<FramedSet, 'frame' | 'pixels'>,
  row: number,
  { x1, y1, x2, y2 }: Corners,
  times: number,
): Mirrored {
  const { width, height } = frame;
  const cells = new Float64Array(GRID * GRID * 3);
  const points = GRID * SAMPLES;
  const along = (low: number, high: number, point: number, size: number) => {
    const place = (low + high) / 2 + ((point + 0.5) / points - 0.5) * times * (high - low);
    return Math.min(Math.max(Math.floor(place), 0), size - 1);
  };
  for (let i = 0; i < points * points; i++) {
    const [down, across] = [Math.floor(i / points), i % points];
    const place = along(y1, y2, down, height) * width + along(x1, x2, across, width);
    const from = (row * width * height + place) * 3;
    const cell = (Math.floor(down / SAMPLES) * GRID + Math.floor(across / SAMPLES)) * 3;
    for (let c = 0; c < 3; c++) {
      cells[cell + c] =
        (cells[cell + c] as number) + (pixels[from + c] as number) / square(SAMPLES);
    }
  }
  return {
    plain: cells,
    leftRight: moved(cells, (y, x) => y * GRID + GRID - 1 - x),
    upsideDown: moved(cells, (y, x) => (GRID - 1 - y) * GRID + x),
  };
}

function moved(cells: Float64Array, from: (y: number, x: number) => number): Float64Array {
  return cells.map((_, i) => {
    const cell = Math.floor(i / 3);
    return cells[from(Math.floor(cell / GRID), cell % GRID) * 3 + (i % 3)] as number;
  });
}

/** Where the centre of a box lies, as shares of the sides. */
export function placeOf(
  { frame }: Pick<FramedSet, 'frame'>,
  { x1, y1, x2, y2 }: Corners,
): Mirrored {
  const [x, y] = [(x1 + x2) / 2 / frame.width, (y1 + y2) / 2 / frame.height];
  return {
    plain: Float64Array.of(x, y),
    leftRight: Float64Array.of(1 - x, y),
    upsideDown: Float64Array.of(x, 1 - y),
  };
}
