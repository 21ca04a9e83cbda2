import { BLOCK, type HogOptions, hogOf } from './hog.js';
import type { PictureStack } from './picture-stack.js';

const BLOCKS = BLOCK * BLOCK;

/**
 * Histograms of oriented gradients with what the blocks of a cell have in common told once (Felzenszwalb and others 2010): the
 * mean of a cell's histograms over the blocks that it lies in, then a quarter of the sum of each. (cells, cells, bins + 4)
 */
export function cellGradients(
  stack: PictureStack,
  picture: number,
  options: HogOptions,
): Float32Array {
  const { cell, bins } = options;
  const hog = hogOf(stack, picture, options);
  const cells = Math.floor(stack.side / cell);
  const blocks = Math.max(0, cells - BLOCK + 1);
  const width = bins + BLOCKS;
  const out = new Float32Array(cells * cells * width);
  for (let from = 0; from < hog.length; from += bins) {
    const inner = (from / bins) % BLOCKS;
    const block = Math.floor(from / bins / BLOCKS);
    const y = Math.floor(block / blocks) + Math.floor(inner / BLOCK);
    const x = (block % blocks) + (inner % BLOCK);
    const at = (y * cells + x) * width;
    // At an edge of the picture a cell lies in two blocks, in a corner in one.
    const share = 1 / (blocksOf(y, cells) * blocksOf(x, cells));
    let sum = 0;
    for (let bin = 0; bin < bins; bin++) {
      const value = hog[from + bin] as number;
      sum += value;
      out[at + bin] = (out[at + bin] as number) + share * value;
    }
    out[at + bins + inner] = sum / BLOCKS;
  }
  return out;
}

/** Blocks along one side that a cell lies in. */
function blocksOf(place: number, cells: number): number {
  return place === 0 || place === cells - 1 ? 1 : BLOCK;
}
