import type { PictureStack } from './picture-stack.js';

/** Quarters a side, and bins a channel. */
const GRID = 2;
const BINS = 8;
const CHANNELS = 3;

/**
 * How a picture's brightness, redness and blueness (YCbCr of ITU-R BT.601) are spread in each of its quarters: the root of the
 * share of pixels by bin, a pixel shared by the two bins whose middles are nearest. (2, 2, 3, 8)
 */
export function colourHistograms({ side, pixels }: PictureStack, picture: number): Float32Array {
  const out = new Float32Array(GRID * GRID * CHANNELS * BINS);
  const inQuarter = new Float32Array(GRID * GRID);
  let from = picture * side * side * 3;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++, from += 3) {
      const quarter = Math.floor((y * GRID) / side) * GRID + Math.floor((x * GRID) / side);
      inQuarter[quarter] = (inQuarter[quarter] as number) + 1;
      const red = pixels[from] as number;
      const green = pixels[from + 1] as number;
      const blue = pixels[from + 2] as number;
      const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
      const at = quarter * CHANNELS * BINS;
      share(out, at, luma / 255);
      // Most colours are nearly grey: the middle half of the range has all bins.
      share(out, at + BINS, 0.5 + (2 * 0.564 * (blue - luma)) / 255);
      share(out, at + 2 * BINS, 0.5 + (2 * 0.713 * (red - luma)) / 255);
    }
  }
  for (let i = 0; i < out.length; i++) {
    const all = inQuarter[Math.floor(i / (CHANNELS * BINS))] as number;
    out[i] = Math.sqrt((out[i] as number) / Math.max(1, all));
  }
  return out;
}

/** Adds 1 to the bins of a value in 0 … 1; values beyond count as the end. */
function share(out: Float32Array, at: number, value: number): void {
  const place = Math.min(BINS - 1, Math.max(0, value * BINS - 0.5));
  const below = Math.min(BINS - 2, Math.floor(place));
  const part = place - below;
  out[at + below] = (out[at + below] as number) + 1 - part;
  out[at + below + 1] = (out[at + below + 1] as number) + part;
}
