import type { JudgedRow } from './average-precision.js';
import type { LabelledPicture } from './boxes-table.js';
import type { MeanBox } from './detector-state.js';
import { meanBoxes, meanBoxesOn } from './mean-boxes.js';

/**
 * What the baseline finds on pictures that it was not made of: on those of each part the mean boxes of all others. Of some rows alone
 * where these are given.
 */
export function judgedMeanBoxes(
  pictures: readonly LabelledPicture[],
  classes: number,
  parts: readonly (readonly number[])[],
  rows?: readonly number[],
): readonly JudgedRow[] {
  const wanted = rows && new Set(rows);
  return parts.flatMap((part) => {
    const own = new Set(part);
    const shown = part.filter((row) => !wanted || wanted.has(row));
    if (shown.length === 0) return [];
    const boxes = meanBoxes(
      pictures.filter((_, row) => !own.has(row)),
      classes,
    );
    return shown.flatMap((row) => {
      const picture = pictures[row];
      return picture ? [{ row, truth: picture.boxes, found: meanBoxesOn(boxes, picture) }] : [];
    });
  });
}

/** The same with the scores of other mean boxes, class by class, the surest first. */
export function scoredAs(
  boxes: readonly MeanBox[],
  judged: readonly JudgedRow[],
): readonly JudgedRow[] {
  const scores = new Map(boxes.map(({ code, score }) => [code, score]));
  return judged.map(({ found, ...own }) => ({
    ...own,
    found: found
      .map((box) => ({ ...box, score: scores.get(box.code) ?? box.score }))
      .sort((a, b) => b.score - a.score),
  }));
}
