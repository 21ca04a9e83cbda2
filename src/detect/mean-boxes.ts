import type { ScoredBox } from './box.js';
import type { LabelledPicture } from './boxes-table.js';
import type { MeanBox } from './detector-state.js';
import type { FrameSize } from './framed-picture.js';

/** The baseline: the mean box of each class, with the share of pictures that have one as its score. */
export function meanBoxes(pictures: readonly LabelledPicture[], classes: number): MeanBox[] {
  return Array.from({ length: classes }, (_, code) => {
    const own = pictures.flatMap(({ width, height, boxes }) =>
      boxes
        .filter((box) => box.code === code && !box.crowd)
        .map(({ x1, y1, x2, y2 }) => [x1 / width, y1 / height, x2 / width, y2 / height] as const),
    );
    const mean = (edge: 0 | 1 | 2 | 3) =>
      own.reduce((sum, box) => sum + box[edge], 0) / Math.max(1, own.length);
    const having = pictures.filter(({ boxes }) => boxes.some((box) => box.code === code)).length;
    const score = having / Math.max(1, pictures.length);
    return { code, score, x1: mean(0), y1: mean(1), x2: mean(2), y2: mean(3) };
  });
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
