import { badBoxes } from './bad-boxes.js';
import type { WrittenBox } from './boxes-table.js';

/** Throws an AutofitError where no box reaches beyond the first pixel: its edges are shares of the sides then. */
export function checkPixels(boxes: readonly WrittenBox[]): void {
  const isShare = (edge: number) => edge >= 0 && edge <= 1;
  const [first] = boxes;
  if (!first || !boxes.every(({ x1, y1, x2, y2 }) => [x1, y1, x2, y2].every(isShare))) return;
  throw badBoxes(
    'the edges of its boxes are shares of the sides, and pixels are wanted',
    first.place,
  );
}
