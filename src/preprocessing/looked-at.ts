import type { PictureStack } from '../image/picture-stack.js';
import { MOST_SIDE, shrunkPictures } from '../image/shrunk-pictures.js';
import type { ImageColumn } from '../table/table.js';

/** Some pictures of a column no larger than learning looks at them, and where they are in that stack, in their order. */
export function lookedAt(
  column: ImageColumn,
  places: Int32Array,
): { readonly stack: PictureStack; readonly pictures: Int32Array } {
  if (column.side <= MOST_SIDE) return { stack: column, pictures: places };
  const stack = shrunkPictures(column, places, MOST_SIDE);
  return { stack, pictures: Int32Array.from({ length: places.length }, (_, i) => i) };
}
