import { exp } from '../util/elementary/exp.js';
import { square } from '../util/elementary/square.js';
import { area, type Corners, intersection, intersectionOverUnion } from './box-overlap.js';
import type { Chapter } from './chapter.js';
import { drawGrid, type Grid, gridOf } from './grid.js';
import { averagePrecisions, type Step, stepsOf } from './precision-steps.js';

/** Things as somebody drew them. */
export const DRAWN: readonly (Corners & { readonly name: string })[] = [
  { name: 'A', x1: 2, y1: 1, x2: 10, y2: 6 },
  { name: 'B', x1: 14, y1: 2, x2: 20, y2: 7 },
  { name: 'C', x1: 23, y1: 5, x2: 28, y2: 9 },
];
/** What a network could answer: how sure it is that a thing has its middle in a cell, and how large it is. */
const ANSWERS = [
  { x: 6, y: 3, score: 0.9, width: 8, height: 5 },
  { x: 8, y: 3, score: 0.6, width: 8, height: 5 },
  { x: 25, y: 2, score: 0.7, width: 4, height: 3 },
  { x: 17, y: 5, score: 0.5, width: 6, height: 5 },
];
/** A bump around each. */
const HEAT: Grid = gridOf(10, 30, (x, y) =>
  Math.max(...ANSWERS.map((at) => at.score * exp(-(square(x - at.x) + square(y - at.y)) / 2))),
);
/** Boxes that overlap more are the same thing, and one that covers a drawn one so much has found it. */
const SAME = 0.5;

/** A box that a peak of the heat map tells of. */
export interface FoundBox extends Corners {
  readonly name: string;
  readonly score: number;
}

/** From a heat map to boxes (Zhou et al. 2019), and how well they find what is there (Everingham et al. 2010). */
export function boxesChapter(): Chapter {
  const peaks = peakBoxes();
  const { kept, lines } = withoutTwins(peaks);
  const steps = stepsOf(DRAWN, kept, SAME);
  const { area: whole, coco } = averagePrecisions(steps);
  return {
    title: 'Boxes: peaks of a heat map, one box a thing, average precision',
    lines: [
      'A, B and C are drawn by hand; digits are what a network could answer: how sure',
      'it is, in tenths, that a thing has its middle in this cell.',
      '',
      ...drawGrid(HEAT, signOf).map((line) => `  ${line}`.trimEnd()),
      '',
      'A cell that no neighbour exceeds is a peak, and tells of a box. The surest go',
      'first; one that overlaps one before it by more than half is the same thing.',
      '',
      ...lines,
      '',
      `A found box is right where it overlaps a drawn one, by half at least, that none`,
      'before it has found.',
      '',
      ...stepLines(steps),
      '',
      `The area under precision over recall is the average precision, ${whole.toFixed(3)}; read at`,
      `101 recalls, as COCO does, ${coco.toFixed(3)}. What is never found, as C, counts 0.`,
    ],
    facts: { peaks: peaks.length, kept: kept.length, area: whole, coco },
  };
}

/** The surest first. */
export function peakBoxes(): FoundBox[] {
  const peaks = ANSWERS.filter(({ x, y }) => isPeak(x, y)).sort((a, b) => b.score - a.score);
  return peaks.map(({ x, y, score, width, height }, place) => {
    const [left, top] = [x + 0.5 - width / 2, y + 0.5 - height / 2];
    return { name: `${place + 1}`, score, x1: left, y1: top, x2: left + width, y2: top + height };
  });
}

function isPeak(x: number, y: number): boolean {
  const own = HEAT[y]?.[x] ?? 0;
  return [-1, 0, 1].every((down) =>
    [-1, 0, 1].every((right) => (HEAT[y + down]?.[x + right] ?? 0) <= own),
  );
}

/** Non-maximum suppression, with what is said of each box. */
function withoutTwins(peaks: readonly FoundBox[]) {
  const kept: FoundBox[] = [];
  const lines = peaks.map((box) => {
    const { name, score, x1, y1, x2, y2 } = box;
    const where = `  ${name}  ${score.toFixed(2)}  ${place(x1, y1)} to ${place(x2, y2)}`.padEnd(36);
    const twin = kept.find((other) => intersectionOverUnion(other, box) > SAME);
    if (twin) return `${where}out: ${overlapText(box, twin)} with ${twin.name}`;
    kept.push(box);
    return `${where}kept`;
  });
  return { kept, lines };
}

function place(x: number, y: number): string {
  return `(${x}, ${y})`;
}

function overlapText(a: Corners, b: Corners): string {
  const both = intersection(a, b);
  const overlap = intersectionOverUnion(a, b).toFixed(2);
  return `${both} / (${area(a)} + ${area(b)} − ${both}) = ${overlap}`;
}

function stepLines(steps: readonly Step<FoundBox>[]): string[] {
  const rows = steps.map(({ box, found, overlap, right, precision, recall }, i) => {
    const covers = found ? `${found.name} by ${overlap.toFixed(2)}` : 'nothing';
    const counts = `${right} / ${i + 1} = ${precision.toFixed(2)}`;
    return [
      box.name,
      covers,
      found ? 'yes' : 'no',
      counts,
      `${right} / ${DRAWN.length} = ${recall.toFixed(2)}`,
    ];
  });
  const widths = [7, 14, 8, 16, 14];
  return [['found', 'overlaps', 'right', 'precision', 'recall'], ...rows].map((row) =>
    `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('')}`.trimEnd(),
  );
}

function signOf(heat: number, x: number, y: number): string {
  const tenths = Math.round(10 * heat);
  if (tenths > 0) return `${tenths} `;
  const own = DRAWN.find((box) => isOnEdge(box, x, y));
  return own ? `${own.name} ` : '· ';
}

function isOnEdge({ x1, y1, x2, y2 }: Corners, x: number, y: number): boolean {
  const isInside = x >= x1 && x < x2 && y >= y1 && y < y2;
  return isInside && (x === x1 || x === x2 - 1 || y === y1 || y === y2 - 1);
}
