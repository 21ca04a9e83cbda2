import { type DesignMatrix, type PixelsBlock, pixelsBlocks } from '../matrix/design-matrix.js';
import { countEach } from '../util/count-each.js';

/**
 * What a network sees of rows: the pictures of their columns over each other, and a row as often as a column has pictures of it,
 * where the others begin anew with theirs.
 */
export interface PictureViews {
  readonly blocks: readonly PixelsBlock[];
  /** The row of each view, those of a row together. */
  readonly rows: Int32Array;
  /** The place of its picture in each block, (views, blocks); −1 where its row has none there. */
  readonly places: Int32Array;
}

/** The pictures of a design matrix, a block a column, of its first so many columns. Throws where it has fewer. */
export function picturesOf(x: DesignMatrix, columns?: number): readonly PixelsBlock[] {
  const blocks = pixelsBlocks(x).slice(0, columns);
  if (blocks.length === 0 || (columns !== undefined && blocks.length < columns))
    throw new Error(`a model of ${columns ?? 'some'} columns of pictures has ${blocks.length}`);
  return blocks;
}

/** Rows with a picture in some column, and of those alone that are counted. */
export function rowsWithPicture(
  blocks: readonly PixelsBlock[],
  weights?: Float64Array | undefined,
): Int32Array {
  const counts = (row: number) =>
    blocks.some((block) => picturesIn(block, row) > 0) && (weights?.[row] ?? 1) > 0;
  return Int32Array.from({ length: blocks[0]?.rows ?? 0 }, (_, row) => row).filter(counts);
}

/** Of these rows, each at least once and at most so often. */
export function viewsOf(
  blocks: readonly PixelsBlock[],
  rows: Int32Array,
  most = Number.POSITIVE_INFINITY,
): PictureViews {
  const seen: number[] = [];
  const places: number[] = [];
  for (const row of rows) {
    const counts = blocks.map((block) => picturesIn(block, row));
    for (let view = 0; view < Math.min(most, Math.max(1, ...counts)); view++) {
      seen.push(row);
      for (const [i, { offsets }] of blocks.entries()) {
        const count = counts[i] as number;
        places.push(count === 0 ? -1 : (offsets[row] as number) + (view % count));
      }
    }
  }
  return { blocks, rows: Int32Array.from(seen), places: Int32Array.from(places) };
}

/** How much each view counts, so that a row's count together as it does; undefined where all count alike. */
export function viewWeights(
  { rows }: PictureViews,
  weights: Float64Array | undefined,
): Float64Array | undefined {
  const counts = countEach(rows);
  if (!weights && counts.size === rows.length) return undefined;
  return Float64Array.from(rows, (row) => (weights?.[row] ?? 1) / (counts.get(row) ?? 1));
}

/** The means of what was said of a row's views, (views, width), in the order of the rows. */
export function meansOfViews(
  { rows }: PictureViews,
  values: Float64Array,
  width: number,
): Float64Array {
  const means: number[] = [];
  for (let start = 0, end = 0; start < rows.length; start = end) {
    while (end < rows.length && rows[end] === rows[start]) end++;
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let view = start; view < end; view++) sum += values[view * width + column] as number;
      means.push(sum / (end - start));
    }
  }
  return Float64Array.from(means);
}

export function picturesIn({ offsets }: PixelsBlock, row: number): number {
  return (offsets[row + 1] as number) - (offsets[row] as number);
}
