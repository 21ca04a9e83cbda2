import { countOf } from '../util/count-of.js';
import { area, type Corners, type TrueBox } from './box.js';
import type { BoxesTable, LabelledPicture, WrittenBoxes } from './boxes-table.js';

/** Below these a detector has hardly anything to learn from. */
const FEW_PICTURES = 50;
const FEW_BOXES = 20;

/** A picture that was found: its file and its size as it is read, turned as Exif says. */
export interface FoundPicture {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** What Exif says, 1 to 8. @default 1 */
  readonly orientation?: number | undefined;
}

/**
 * Lays written boxes out by picture, where `pictures[i]` is what was found of the image i, undefined where it is set aside. Boxes
 * are clipped to their pictures; what is empty then is left out and told. `known` are the classes of a model, which no others join.
 */
export function layBoxes(
  written: WrittenBoxes,
  pictures: readonly (FoundPicture | undefined)[],
  known?: readonly string[],
): BoxesTable {
  const used = written.boxes.filter(({ image }) => pictures[image]);
  const classes = known ?? [...new Set(used.map(({ label }) => label))].sort(byCodePoint);
  const codes = new Map(classes.map((name, code) => [name, code]));
  const counts = { clipped: 0, empty: 0, outside: 0, unknown: 0 };
  const boxes = pictures.map((): TrueBox[] => []);
  for (const { image, label, crowd, ...corners } of used) {
    const code = codes.get(label);
    const own = clipped(corners, pictures[image] as FoundPicture);
    if (code === undefined) counts.unknown++;
    else if (!(corners.x2 > corners.x1 && corners.y2 > corners.y1)) counts.empty++;
    else if (area(own) === 0) counts.outside++;
    else {
      if (area(own) < area(corners)) counts.clipped++;
      boxes[image]?.push({ code, ...own, crowd });
    }
  }
  const laid = written.images.flatMap(({ name }, i): LabelledPicture[] => {
    const found = pictures[i];
    if (!found) return [];
    const { file, width, height } = found;
    return [{ image: name, file, width, height, boxes: boxes[i] ?? [] }];
  });
  const notes = notesOf(counts, laid, known !== undefined);
  return { classes, pictures: laid, notes, warnings: known ? [] : warningsOf(classes, laid) };
}

function clipped({ x1, y1, x2, y2 }: Corners, { width, height }: FoundPicture): Corners {
  const within = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  return {
    x1: within(x1, width),
    y1: within(y1, height),
    x2: within(x2, width),
    y2: within(y2, height),
  };
}

interface Counts {
  readonly clipped: number;
  readonly empty: number;
  readonly outside: number;
  readonly unknown: number;
}

function notesOf(counts: Counts, pictures: readonly LabelledPicture[], isKnown: boolean): string[] {
  const bare = pictures.filter(({ boxes }) => boxes.length === 0).length;
  const told: readonly [number, string][] = [
    [counts.clipped, 'clipped to the edge of their picture'],
    [counts.empty, 'left out, without width or height'],
    [counts.outside, 'left out, outside of their picture'],
    [counts.unknown, 'left out, of classes that the model does not know'],
  ];
  const notes = told.filter(([count]) => count > 0);
  return [
    ...notes.map(([count, what]) => `${boxCount(count)} ${what}`),
    ...(bare > 0 && !isKnown
      ? [`${countOf(bare, 'picture')} without boxes: nothing is to be found there`]
      : []),
  ];
}

/** Boxes to learn from, without crowds. */
export function usableBoxes(pictures: readonly LabelledPicture[]): number {
  return pictures.reduce((sum, { boxes }) => sum + boxes.filter(({ crowd }) => !crowd).length, 0);
}

export function boxCount(count: number): string {
  return count === 1 ? '1 box' : `${count.toLocaleString('en-US')} boxes`;
}

function warningsOf(classes: readonly string[], pictures: readonly LabelledPicture[]): string[] {
  const warnings: string[] = [];
  if (pictures.length < FEW_PICTURES) {
    warnings.push(
      `${countOf(pictures.length, 'picture')} are few to learn from: ${FEW_PICTURES} are the least that a detector should have`,
    );
  }
  const counts = new Int32Array(classes.length);
  for (const { boxes } of pictures) {
    for (const { code, crowd } of boxes) if (!crowd) counts[code] = (counts[code] ?? 0) + 1;
  }
  const few = classes.flatMap((name, code) =>
    (counts[code] ?? 0) < FEW_BOXES ? [`"${name}" has ${boxCount(counts[code] ?? 0)}`] : [],
  );
  if (few.length > 0) {
    warnings.push(`${few.join(', ')}: ${FEW_BOXES} are the least that a class should have`);
  }
  return warnings;
}

function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
