import type { NetworkInput } from '../engine/network-input.js';
import type { PictureInput } from '../engine/picture-input.js';
import { type DesignMatrix, type PixelsBlock, pixelsBlocks } from '../matrix/design-matrix.js';

/** Means and deviations of the values of each channel. */
export type ChannelMoments = Pick<PictureInput, 'means' | 'deviations'>;

/** The pictures of a design matrix: of its first column of them. Throws where it has none. */
export function picturesOf(x: DesignMatrix): PixelsBlock {
  const [block] = pixelsBlocks(x);
  if (!block) throw new Error('a model of pictures needs a block of pixels');
  return block;
}

/** The places of rows that have a picture, and of those alone that are counted. */
export function rowsWithPicture(
  { rows, present }: PixelsBlock,
  weights?: Float64Array | undefined,
): Int32Array {
  const counts = (row: number) => present[row] === 1 && (weights?.[row] ?? 1) > 0;
  return Int32Array.from({ length: rows }, (_, row) => row).filter(counts);
}

/** What a network reads: these rows' pictures, copied only where some are left out. */
export function pictureInput(
  { rows, side, channels, pixels }: PixelsBlock,
  chosen: Int32Array,
  moments: ChannelMoments,
): NetworkInput {
  const size = side * side * channels;
  const data = chosen.length === rows ? pixels : new Uint8Array(chosen.length * size);
  if (data !== pixels) {
    for (const [i, row] of chosen.entries()) {
      data.set(pixels.subarray(row * size, (row + 1) * size), i * size);
    }
  }
  const pictures = { rows: chosen.length, height: side, width: side, channels, data, ...moments };
  return { rows: chosen.length, dense: undefined, sparse: undefined, pictures };
}

/** The same pictures, each mirrored left to right. */
export function mirrored(input: NetworkInput): NetworkInput {
  const { pictures } = input;
  if (!pictures) return input;
  const { data, width, channels } = pictures;
  const line = width * channels;
  const flipped = new Uint8Array(data.length);
  for (let start = 0; start < data.length; start += line) {
    for (let x = 0; x < width; x++) {
      const from = start + (width - 1 - x) * channels;
      for (let c = 0; c < channels; c++)
        flipped[start + x * channels + c] = data[from + c] as number;
    }
  }
  return { ...input, pictures: { ...pictures, data: flipped } };
}

/** Of the rows that are trained on; a channel that never changes is left in its own unit. */
export function channelMoments(
  { side, channels, pixels }: PixelsBlock,
  rows: Int32Array,
): ChannelMoments {
  const size = side * side * channels;
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (const row of rows) {
    for (let i = row * size; i < (row + 1) * size; i++) {
      const value = pixels[i] as number;
      const c = i % channels;
      sums[c] = (sums[c] as number) + value;
      squares[c] = (squares[c] as number) + value * value;
    }
  }
  const count = Math.max(1, rows.length * side * side);
  const means = [...sums].map((sum) => sum / count);
  const deviations = [...squares].map(
    (square, c) => Math.sqrt(Math.max(0, square / count - (means[c] ?? 0) ** 2)) || 1,
  );
  return { means, deviations };
}
