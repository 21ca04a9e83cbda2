import { area, intersection, type ScoredBox, type TrueBox } from './box.js';

/** Detections of a class that count on a picture. */
export const MOST_DETECTIONS = 100;
/** Shares of overlap from which a box counts as found: .5, .55 … .95. */
const OVERLAPS = evenly(0.5, 0.95, 10);
/** Recalls at which precision is read. */
const RECALLS = evenly(0, 1, 101);

/** How well boxes were found, as COCO measures it; NaN where there is nothing to be found. */
export interface DetectionScores {
  /** The mean over classes of the average precision at an overlap of .5. */
  readonly mAP50: number;
  readonly mAP75: number;
  /** The mean over classes and over overlaps from .5 to .95. */
  readonly mAP: number;
  readonly classes: readonly ClassScores[];
}

export interface ClassScores {
  readonly boxes: number;
  readonly ap50: number;
  readonly ap75: number;
  readonly ap: number;
}

/** Of one picture. */
export interface JudgedPicture {
  readonly truth: readonly TrueBox[];
  readonly found: readonly ScoredBox[];
}

/** Of one of the pictures that a search has, by its place. */
export interface JudgedRow extends JudgedPicture {
  readonly row: number;
}

/**
 * Average precision as COCO computes it (Lin et al. 2014; pycocotools' COCOeval with iouType bbox, all areas): found boxes are matched
 * greedily by their score, precision is made monotone and read at 101 recalls, and crowds count neither way.
 */
export function averagePrecision(
  pictures: readonly JudgedPicture[],
  classes: number,
): DetectionScores {
  const perClass = Array.from({ length: classes }, (_, code) => scoresOf(pictures, code));
  const over = (part: (scores: ClassScores) => number) => mean(perClass.map(part));
  return {
    mAP50: over(({ ap50 }) => ap50),
    mAP75: over(({ ap75 }) => ap75),
    mAP: over(({ ap }) => ap),
    classes: perClass,
  };
}

function scoresOf(pictures: readonly JudgedPicture[], code: number): ClassScores {
  const matched = pictures.map(({ truth, found }) =>
    matchPicture(ofClass(truth, code), ofClass(found, code)),
  );
  const boxes = matched.reduce((sum, picture) => sum + picture.boxes, 0);
  const found = matched.flatMap((picture) => picture.found).sort((a, b) => b.score - a.score);
  const aps = OVERLAPS.map((_, t) => (boxes === 0 ? Number.NaN : precisionArea(found, t, boxes)));
  return { boxes, ap50: aps[0] ?? Number.NaN, ap75: aps[5] ?? Number.NaN, ap: mean(aps) };
}

function ofClass<B extends { readonly code: number }>(boxes: readonly B[], code: number): B[] {
  return boxes.filter((box) => box.code === code);
}

/** What a found box turned out to be, at each overlap. */
type Verdict = 'right' | 'wrong' | 'ignored';

interface JudgedBox {
  readonly score: number;
  readonly verdicts: readonly Verdict[];
}

/** The boxes of one class on one picture: how many there are to find, and what each found one is. */
function matchPicture(
  truth: readonly TrueBox[],
  found: readonly ScoredBox[],
): { readonly boxes: number; readonly found: readonly JudgedBox[] } {
  const ordered = found.toSorted((a, b) => b.score - a.score).slice(0, MOST_DETECTIONS);
  // Crowds last: a box that is right is not taken for one.
  const trues = truth.toSorted((a, b) => Number(a.crowd) - Number(b.crowd));
  const overlaps = ordered.map((box) => trues.map((own) => overlapWith(box, own)));
  const verdicts = OVERLAPS.map((least) => verdictsAt(least, trues, overlaps));
  return {
    boxes: truth.filter(({ crowd }) => !crowd).length,
    found: ordered.map(({ score }, i) => ({
      score,
      verdicts: verdicts.map((own) => own[i] ?? 'wrong'),
    })),
  };
}

/** Each found box takes the true one that it covers best of those that are still free; a crowd may be taken again. */
function verdictsAt(
  least: number,
  trues: readonly TrueBox[],
  overlaps: readonly (readonly number[])[],
): Verdict[] {
  const taken = trues.map(() => false);
  return overlaps.map((own) => {
    let best = Math.min(least, 1 - 1e-10);
    let match = -1;
    for (const [place, { crowd }] of trues.entries()) {
      if (taken[place] && !crowd) continue;
      if (match >= 0 && !trues[match]?.crowd && crowd) break;
      const overlap = own[place] ?? 0;
      if (overlap < best) continue;
      best = overlap;
      match = place;
    }
    if (match < 0) return 'wrong';
    taken[match] = true;
    return trues[match]?.crowd ? 'ignored' : 'right';
  });
}

/** Of a crowd, as a share of the found box alone. */
function overlapWith(found: ScoredBox, own: TrueBox): number {
  const both = intersection(found, own);
  if (both === 0) return 0;
  return both / (own.crowd ? area(found) : area(found) + area(own) - both);
}

/** The mean of the precision over the recalls. */
function precisionArea(found: readonly JudgedBox[], t: number, boxes: number): number {
  const recalls: number[] = [];
  const precisions: number[] = [];
  let right = 0;
  let wrong = 0;
  for (const { verdicts } of found) {
    if (verdicts[t] === 'right') right++;
    else if (verdicts[t] === 'wrong') wrong++;
    recalls.push(right / boxes);
    precisions.push(right / (right + wrong + Number.EPSILON));
  }
  for (let i = precisions.length - 1; i > 0; i--) {
    precisions[i - 1] = Math.max(precisions[i - 1] ?? 0, precisions[i] ?? 0);
  }
  let place = 0;
  let sum = 0;
  for (const recall of RECALLS) {
    while (place < recalls.length && (recalls[place] ?? 0) < recall) place++;
    sum += precisions[place] ?? 0;
  }
  return sum / RECALLS.length;
}

/** The mean of what is a number. */
function mean(values: readonly number[]): number {
  const own = values.filter((value) => !Number.isNaN(value));
  return own.length === 0 ? Number.NaN : own.reduce((sum, value) => sum + value, 0) / own.length;
}

/** As numpy's linspace rounds them. */
function evenly(from: number, to: number, count: number): number[] {
  const step = (to - from) / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? to : from + i * step));
}
