import type { ScoredBox } from './box.js';
import type { LabelledPicture } from './boxes-table.js';
import type { MeanBox } from './detector-state.js';
import type { FrameSize } from './framed-picture.js';

/** The baseline: the mean box of each class that has one, with the share of pictures that do as its score; crowds count neither way. */
export function meanBoxes(pictures: readonly LabelledPicture[], classes: number): MeanBox[] {
  return Array.from({ length: classes }, (_, code) => code).flatMap((code) => {
    const having = pictures
      .map((picture) => sharesOf(picture, code))
      .filter((shares) => shares.length > 0);
    if (having.length === 0) return [];
    const own = having.flat();
    const mean = (edge: 0 | 1 | 2 | 3) => own.reduce((sum, box) => sum + box[edge], 0) / own.length;
    const score = having.length / pictures.length;
    return [{ code, score, x1: mean(0), y1: mean(1), x2: mean(2), y2: mean(3) }];
  });
}

/** The boxes of a class on a picture, as shares of its sides. */
function sharesOf({ width, height, boxes }: LabelledPicture, code: number) {
  return boxes
    .filter((box) => box.code === code && !box.crowd)
    .map(({ x1, y1, x2, y2 }) => [x1 / width, y1 / height, x2 / width, y2 / height] as const);
}

/** As they lie on a picture. */
export function meanBoxesOn(boxes: readonly MeanBox[], { width, height }: FrameSize): ScoredBox[] {
  return boxes
    .map((box) => ({
      ...box,
      x1: box.x1 * width,
      y1: box.y1 * height,
      x2: box.x2 * width,
      y2: box.y2 * height,
    }))
    .sort((a, b) => b.score - a.score);
}
