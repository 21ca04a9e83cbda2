import { atan2 } from '../util/elementary/atan2.js';
import { square } from '../util/elementary/square.js';
import type { PictureStack } from './picture-stack.js';

export interface HogOptions {
  /** Pixels a side of a cell. */
  readonly cell: number;
  readonly bins: number;
  /** Whether bins part the whole turn, else half of it: light on dark is as dark on light. */
  readonly isSigned: boolean;
}

/** Cells a side of a block. */
export const BLOCK = 2;
/** The most that a value of a block may be before it is normalised again. */
const CLIP = 0.2;
const EPSILON = 1e-5;

/**
 * Histograms of oriented gradients (Dalal and Triggs 2005) of one picture: each pixel votes by the channel of its steepest
 * gradient for the two nearest directions of its cell; overlapping blocks of 2 × 2 cells are normalised, clipped and
 * normalised again. (blocks down, blocks across, 2, 2, bins)
 */
export function hogOf(stack: PictureStack, picture: number, options: HogOptions): Float32Array {
  const { cell, bins } = options;
  const cells = Math.floor(stack.side / cell);
  const votes = cellVotes(stack, picture, cells, options);
  const blocks = Math.max(0, cells - BLOCK + 1);
  const size = BLOCK * BLOCK * bins;
  const out = new Float32Array(blocks * blocks * size);
  for (let y = 0; y < blocks; y++) {
    for (let x = 0; x < blocks; x++) {
      const block = out.subarray((y * blocks + x) * size, (y * blocks + x + 1) * size);
      for (let inner = 0; inner < BLOCK * BLOCK; inner++) {
        const own = (y + (inner >> 1)) * cells + x + (inner & 1);
        block.set(votes.subarray(own * bins, (own + 1) * bins), inner * bins);
      }
      normalise(block);
    }
  }
  return out;
}

/** Magnitudes by cell and direction, (cells, cells, bins); a pixel at the edge has no gradient across it. */
function cellVotes(
  { side, pixels }: PictureStack,
  picture: number,
  cells: number,
  { cell, bins, isSigned }: HogOptions,
): Float32Array {
  const votes = new Float32Array(cells * cells * bins);
  const start = picture * side * side * 3;
  const perRadian = bins / (isSigned ? 2 * Math.PI : Math.PI);
  const end = cells * cell;
  for (let y = 0; y < end; y++) {
    for (let x = 0; x < end; x++) {
      const at = start + (y * side + x) * 3;
      let [across, down, steepest] = [0, 0, 0];
      for (let channel = at; channel < at + 3; channel++) {
        const dx = x > 0 && x < side - 1 ? difference(pixels, channel, 3) : 0;
        const dy = y > 0 && y < side - 1 ? difference(pixels, channel, 3 * side) : 0;
        const squared = dx * dx + dy * dy;
        if (squared > steepest) [across, down, steepest] = [dx, dy, squared];
      }
      if (steepest === 0) continue;
      const place = Math.floor(y / cell) * cells + Math.floor(x / cell);
      const direction = atan2(down, across) * perRadian - 0.5 + 2 * bins;
      vote(votes, place * bins, bins, direction, Math.sqrt(steepest) / 255);
    }
  }
  return votes;
}

function difference(pixels: Uint8Array, at: number, step: number): number {
  return (pixels[at + step] as number) - (pixels[at - step] as number);
}

/** Shared by the two bins whose middles are nearest, counted from the first one's. */
function vote(
  votes: Float32Array,
  from: number,
  bins: number,
  direction: number,
  size: number,
): void {
  const below = Math.floor(direction);
  const share = direction - below;
  const low = from + (below % bins);
  const high = from + ((below + 1) % bins);
  votes[low] = (votes[low] as number) + (1 - share) * size;
  votes[high] = (votes[high] as number) + share * size;
}

/** To a length of 1, then again after clipping (Lowe's L2-Hys). */
function normalise(block: Float32Array): void {
  scaleToOne(block);
  for (let i = 0; i < block.length; i++) block[i] = Math.min(CLIP, block[i] as number);
  scaleToOne(block);
}

function scaleToOne(block: Float32Array): void {
  let sum = EPSILON * EPSILON;
  for (let i = 0; i < block.length; i++) sum += square(block[i] as number);
  const scale = 1 / Math.sqrt(sum);
  for (let i = 0; i < block.length; i++) block[i] = (block[i] as number) * scale;
}
