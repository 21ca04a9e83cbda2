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

export function fitPixels({ name: source, side }: ImageColumn): FittedPixels {
  return { kind: 'pixels', source, side: Math.min(MOST_SIDE, side) };
}

/** The first picture of each row. */
export function transformPixels(
  { source, side }: FittedPixels,
  column: ImageColumn,
  rows: Int32Array,
): PixelsPart {
  const { codes, offsets, own } = column;
  const size = side * side * 3;
  const pixels = new Uint8Array(rows.length * size);
  const present = new Uint8Array(rows.length);
  for (const [i, row] of rows.entries()) {
    const code = codes[row] ?? MISSING;
    if (code < 0) continue;
    const picture = own[offsets[code] as number] as number;
    pixels.set(shrunkPictures(column, [picture], side).pixels, i * size);
    present[i] = 1;
  }
  const features = [{ name: source, source }];
  const shape = { rows: rows.length, side, channels: 3 } as const;
  return { kind: 'pixels', block: { kind: 'pixels', ...shape, pixels, present, features } };
}
