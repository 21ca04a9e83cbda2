import { csvLine } from '../util/csv-line.js';
import type { Box } from './box.js';

/** What was found on a picture. */
export interface FoundOnPicture {
  readonly image: string;
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
}

/** The columns that found boxes have as CSV. */
export const FOUND_HEADER = csvLine(['image', 'label', 'score', 'x1', 'y1', 'x2', 'y2']);

/** A line a box. */
export function foundCsv({ image, boxes }: FoundOnPicture): string {
  return boxes
    .map(({ label, score, x1, y1, x2, y2 }) =>
      csvLine([image, label, shortScore(score), ...[x1, y1, x2, y2].map(shortEdge)]),
    )
    .join('');
}

/** COCO JSON with the score of each box, which tools for COCO read, and `fit` too. */
export function foundCoco(classes: readonly string[], found: readonly FoundOnPicture[]): string {
  const categories = classes.map((name, i) => ({ id: i + 1, name }));
  const images = found.map(({ image, width, height }, i) => ({
    id: i + 1,
    file_name: image,
    width,
    height,
  }));
  const boxes = found.flatMap(({ boxes: own }, i) => own.map((box) => ({ box, image_id: i + 1 })));
  const annotations = boxes.map(({ box, image_id }, i) => {
    const [x, y, x2, y2] = [box.x1, box.y1, box.x2, box.y2].map(shortEdge) as [
      number,
      number,
      number,
      number,
    ];
    const bbox = [x, y, shortEdge(x2 - x), shortEdge(y2 - y)];
    return {
      id: i + 1,
      image_id,
      category_id: classes.indexOf(box.label) + 1,
      bbox,
      area: shortEdge((x2 - x) * (y2 - y)),
      iscrowd: 0,
      score: shortScore(box.score),
    };
  });
  return `${JSON.stringify({ images, annotations, categories })}\n`;
}

/** A hundredth of a pixel is more than a detector knows. */
function shortEdge(value: number): number {
  return Math.round(value * 100) / 100;
}

function shortScore(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
