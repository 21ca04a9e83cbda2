import { MOST_SIDE, shrunkPictures } from '../image/shrunk-pictures.js';
import type { PixelsBlock } from '../matrix/design-matrix.js';
import { type ImageColumn, MISSING } from '../table/table.js';

/** Pictures as they are, but no larger than models look at: nothing is learned of them. */
export interface FittedPixels {
  readonly kind: 'pixels';
  readonly source: string;
  readonly side: number;
}

/** A block of its own. */
export interface PixelsPart {
  readonly kind: 'pixels';
  readonly block: PixelsBlock;
}

/** Pictures of a row that are looked at; of more, some evenly from first to last. */
const MOST_PICTURES = 8;

/** The side that pictures of these columns have for models, so that they can lie over each other: that of the largest. */
export function sideOfPixels(columns: readonly ImageColumn[]): number {
  return Math.min(MOST_SIDE, Math.max(...columns.map(({ side }) => side)));
}

export function fitPixels({ name: source }: ImageColumn, side: number): FittedPixels {
  return { kind: 'pixels', source, side };
}

/** The pictures of each row. */
export function transformPixels(
  { source, side }: FittedPixels,
  column: ImageColumn,
  rows: Int32Array,
): PixelsPart {
  const offsets = new Int32Array(rows.length + 1);
  const pictures: number[] = [];
  for (const [i, row] of rows.entries()) {
    pictures.push(...lookedAtOf(column, row));
    offsets[i + 1] = pictures.length;
  }
  const { pixels } = shrunkPictures(column, pictures, side);
  const features = [{ name: source, source }];
  const shape = { rows: rows.length, side, channels: 3 } as const;
  return { kind: 'pixels', block: { kind: 'pixels', ...shape, pixels, offsets, features } };
}

function lookedAtOf({ codes, offsets, own }: ImageColumn, row: number): Int32Array {
  const code = codes[row] ?? MISSING;
  if (code < 0) return new Int32Array();
  const all = own.subarray(offsets[code], offsets[code + 1]);
  if (all.length <= MOST_PICTURES) return all;
  const step = all.length / MOST_PICTURES;
  return Int32Array.from({ length: MOST_PICTURES }, (_, i) => all[Math.floor(i * step)] as number);
}
