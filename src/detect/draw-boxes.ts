import type { Picture } from '../image/picture.js';
import type { Corners } from './box.js';

type Rgb = readonly [number, number, number];

/** Colours that are told apart also by those who see fewer (Okabe and Ito 2008). */
const COLOURS: readonly Rgb[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [0, 114, 178],
  [213, 94, 0],
  [204, 121, 167],
];

export function colourOf(code: number): Rgb {
  return COLOURS[code % COLOURS.length] as Rgb;
}

/** A copy of the picture with a frame around each box, in the colour of its class. */
export function drawBoxes(
  { width, height, pixels }: Picture,
  boxes: readonly (Corners & { readonly code: number })[],
): Picture {
  const drawn = pixels.slice();
  const thick = Math.max(1, Math.round(Math.max(width, height) / 250));
  for (const box of boxes) {
    const [left, right] = [edge(box.x1, width), edge(box.x2, width)];
    const [top, bottom] = [edge(box.y1, height), edge(box.y2, height)];
    const fill = (x1: number, y1: number, x2: number, y2: number) => {
      for (let y = Math.max(0, y1); y < Math.min(height, y2); y++) {
        for (let x = Math.max(0, x1); x < Math.min(width, x2); x++) {
          drawn.set(colourOf(box.code), (y * width + x) * 3);
        }
      }
    };
    fill(left, top, right, top + thick);
    fill(left, bottom - thick, right, bottom);
    fill(left, top, left + thick, bottom);
    fill(right - thick, top, right, bottom);
  }
  return { width, height, pixels: drawn };
}

function edge(value: number, size: number): number {
  return Math.min(Math.max(0, Math.round(value)), size);
}
