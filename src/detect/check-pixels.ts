import { badBoxes } from './bad-boxes.js';
import type { WrittenBox } from './boxes-table.js';
import { boxCount } from './lay-boxes.js';

/** Rounding, and boxes that reach out of their picture, leave shares of a side between these. */
const [LEAST, MOST] = [-0.5, 1.5];
/** Of all boxes, those in the first pixel that may be slips of whoever drew them. */
const SLIPS = 0.1;

/** Throws an AutofitError where boxes lie in the first pixel of their pictures: their edges are shares of the sides then. */
export function checkPixels(boxes: readonly WrittenBox[]): void {
  const tiny = boxes.filter((box) => edgesOf(box).every((edge) => edge >= LEAST && edge <= MOST));
  // Whole edges are those of a pixel, unless no box has others: of whole pictures then.
  const shares =
    tiny.length === boxes.length
      ? tiny
      : tiny.filter((box) => !edgesOf(box).every(Number.isInteger));
  const [first] = shares;
  if (!first || shares.length < SLIPS * boxes.length) return;
  const said =
    shares.length === boxes.length
      ? 'the edges of its boxes are'
      : `the edges of ${boxCount(shares.length)} of ${boxes.length} are`;
  throw badBoxes(`${said} shares of the sides, and pixels are wanted`, first.place);
}

function edgesOf({ x1, y1, x2, y2 }: WrittenBox): readonly number[] {
  return [x1, y1, x2, y2];
}
