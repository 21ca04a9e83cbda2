import { countOf } from '../util/count-of.js';
import { MOST_DETECTIONS } from './average-precision.js';
import type { TrueBox } from './box.js';
import { MOST_BOXES } from './decode-boxes.js';

/** Told where pictures have as many boxes as are found at most: whoever counts them counts too few. */
export function boundNotes(found: readonly (readonly unknown[])[]): readonly string[] {
  const full = found.filter(({ length }) => length >= MOST_BOXES).length;
  if (full === 0) return [];
  const most = MOST_BOXES.toLocaleString('en-US');
  return [
    `${most} boxes are found on a picture at most: ${countOf(full, 'picture')} may have more`,
  ];
}

/** Told where pictures have more boxes of a class to find, which crowds are not, than average precision counts. */
export function countedNotes(truth: readonly (readonly TrueBox[])[]): readonly string[] {
  const over = truth.filter((boxes) => {
    const counts = new Map<number, number>();
    for (const { code, crowd } of boxes) if (!crowd) counts.set(code, (counts.get(code) ?? 0) + 1);
    return Math.max(0, ...counts.values()) > MOST_DETECTIONS;
  }).length;
  if (over === 0) return [];
  return [
    `mAP counts the ${MOST_DETECTIONS} surest boxes of a class on a picture, as COCO does: it cannot reach 1 on ${countOf(over, 'picture')} with more`,
  ];
}
