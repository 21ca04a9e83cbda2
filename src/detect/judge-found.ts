import type { JudgedPicture } from './average-precision.js';
import { area, intersection, intersectionOverUnion, type ScoredBox, type TrueBox } from './box.js';

/** An overlap from which a found box is taken for a true one. */
const LEAST_OVERLAP = 0.5;

/** How found boxes of at least a score go with true ones, whatever their classes. */
export interface FoundCounts {
  /** True class by row, found class by column; (classes, classes). */
  readonly confusion: readonly (readonly number[])[];
  /** True boxes of each class that no found one covers. */
  readonly missed: readonly number[];
  /** Found boxes of each class that cover no true one. */
  readonly invented: readonly number[];
}

export function countFound(
  pictures: readonly JudgedPicture[],
  classes: number,
  threshold: number,
): FoundCounts {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const missed = new Array<number>(classes).fill(0);
  const invented = new Array<number>(classes).fill(0);
  for (const picture of pictures) {
    const { pairs, missed: left, invented: wrong } = pairFound(picture, threshold);
    for (const { truth, found } of pairs) {
      const row = confusion[truth.code];
      if (row) row[found.code] = (row[found.code] ?? 0) + 1;
    }
    for (const { code } of left) missed[code] = (missed[code] ?? 0) + 1;
    for (const { code } of wrong) invented[code] = (invented[code] ?? 0) + 1;
  }
  return { confusion, missed, invented };
}

export interface FoundPairs {
  readonly pairs: readonly { readonly truth: TrueBox; readonly found: ScoredBox }[];
  readonly missed: readonly TrueBox[];
  readonly invented: readonly ScoredBox[];
}

/** Pairs boxes that overlap, those of the same class first and the surest first; crowds count neither way. */
export function pairFound({ truth, found }: JudgedPicture, threshold: number): FoundPairs {
  const pairs: { truth: TrueBox; found: ScoredBox }[] = [];
  const crowds = truth.filter(({ crowd }) => crowd);
  const free = new Set(truth.filter(({ crowd }) => !crowd));
  const left = new Set(found.filter(({ score }) => score >= threshold));
  for (const isSame of [true, false]) {
    for (const box of left) {
      const best = mostCovered(box, free, isSame);
      if (!best) continue;
      pairs.push({ truth: best, found: box });
      free.delete(best);
      left.delete(box);
    }
  }
  const invented = [...left].filter((box) => !crowds.some((own) => isOfCrowd(box, own)));
  return { pairs, missed: [...free], invented };
}

/** As COCO has it: the crowd may be far larger than the found box, half of which it covers. */
function isOfCrowd(box: ScoredBox, crowd: TrueBox): boolean {
  return box.code === crowd.code && intersection(box, crowd) >= LEAST_OVERLAP * area(box);
}

function mostCovered(
  box: ScoredBox,
  boxes: Iterable<TrueBox>,
  isSame: boolean,
): TrueBox | undefined {
  let most = LEAST_OVERLAP;
  let best: TrueBox | undefined;
  for (const own of boxes) {
    if (isSame && own.code !== box.code) continue;
    const overlap = intersectionOverUnion(box, own);
    if (overlap < most) continue;
    most = overlap;
    best = own;
  }
  return best;
}

/** Where boxes are told by default: the score at which right ones make the largest part of all, right, wrong and missed (F1). */
export function bestThreshold(pictures: readonly JudgedPicture[]): number {
  const judged = pictures.flatMap((picture) => {
    const { pairs, invented } = pairFound(picture, 0);
    const told = pairs.map(({ truth, found }) => ({
      score: found.score,
      isRight: truth.code === found.code,
    }));
    return [...told, ...invented.map(({ score }) => ({ score, isRight: false }))];
  });
  const boxes = pictures.reduce(
    (sum, { truth }) => sum + truth.filter(({ crowd }) => !crowd).length,
    0,
  );
  const sorted = judged
    .map(({ score, isRight }) => ({ score: toldFrom(score), isRight }))
    .sort((a, b) => b.score - a.score);
  let [right, best, threshold] = [0, 0, DEFAULT_THRESHOLD];
  for (const [i, { score, isRight }] of sorted.entries()) {
    if (isRight) right++;
    const f1 = (2 * right) / (i + 1 + boxes);
    // Boxes of one score are told together.
    if (score === sorted[i + 1]?.score || f1 <= best) continue;
    [best, threshold] = [f1, score];
  }
  return threshold;
}

/** The threshold of a box, rounded down: the box itself is told. */
function toldFrom(score: number): number {
  return Math.floor(score * 1000) / 1000;
}

/** Where nothing was found to choose it by. */
const DEFAULT_THRESHOLD = 0.3;
