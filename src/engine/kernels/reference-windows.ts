import type { WindowShape } from './map-kernels.js';

/**
 * Calls with each row of what a window makes, each row of the maps under it there, and the place of that row in the
 * window; all of one row of out before the next.
 */
export function eachUnderWindow(
  shape: WindowShape,
  visit: (out: number, from: number, place: number) => void,
): void {
  const { examples, height, width, outHeight, outWidth, size, stride, dilation } = shape;
  for (let out = 0; out < examples * outHeight * outWidth; out++) {
    const x = (out % outWidth) * stride - shape.left;
    const y = (Math.floor(out / outWidth) % outHeight) * stride - shape.top;
    const map = Math.floor(out / outWidth / outHeight) * height * width;
    for (let i = 0; i < size; i++) {
      const row = y + i * dilation;
      if (row < 0 || row >= height) continue;
      for (let j = 0; j < size; j++) {
        const column = x + j * dilation;
        if (column < 0 || column >= width) continue;
        visit(out, map + row * width + column, i * size + j);
      }
    }
  }
}

/** How many rows of what a window makes. */
export function windowRows({ examples, outHeight, outWidth }: WindowShape): number {
  return examples * outHeight * outWidth;
}

/** How many rows of the maps that it slides over. */
export function mapRows({ examples, height, width }: WindowShape): number {
  return examples * height * width;
}

/** How many rows of the maps lie under the window of undilated places at a row of out. */
export function countUnder(shape: WindowShape, out: number): number {
  const { height, width, outHeight, outWidth, size, stride, top, left } = shape;
  const inside = (at: number, before: number, length: number) => {
    const start = at * stride - before;
    return Math.min(start + size, length) - Math.max(start, 0);
  };
  const y = Math.floor(out / outWidth) % outHeight;
  return inside(y, top, height) * inside(out % outWidth, left, width);
}
