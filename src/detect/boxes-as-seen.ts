import { turnsOf } from '../image/turns-of.js';
import { countOf } from '../util/count-of.js';
import type { Corners } from './box.js';
import type { WrittenBox, WrittenBoxes, WrittenImage } from './boxes-table.js';
import type { FrameSize } from './framed-picture.js';
import type { FoundPicture } from './lay-boxes.js';

/** On which picture boxes were drawn: turned as Exif says, or as its pixels are stored. */
type DrawnOn = 'seen' | 'stored';

/** Pixels that a box may reach out of its picture, as by rounding, before that tells anything. */
const TOLERANCE = 1;

/**
 * Boxes in pixels of the pictures as they are seen. On which picture a tool has drawn them, sizes that it wrote or boxes outside of one
 * tell; where nothing does, it is taken to be as of the other pictures, else as it is seen. Pictures that are turned are told in words.
 */
export function boxesAsSeen(
  written: WrittenBoxes,
  pictures: readonly (FoundPicture | undefined)[],
): { readonly written: WrittenBoxes; readonly notes: readonly string[] } {
  const boxesOf = written.images.map((): WrittenBox[] => []);
  for (const box of written.boxes) boxesOf[box.image]?.push(box);
  const turned = pictures.flatMap((found, image) => {
    const boxes = boxesOf[image] ?? [];
    const { orientation = 1 } = found ?? {};
    return found && orientation !== 1 && boxes.length > 0 ? [{ image, found, boxes }] : [];
  });
  if (turned.length === 0) return { written, notes: [] };
  const told = new Map(
    turned.map(({ image, found, boxes }) => {
      const said = written.images[image] as WrittenImage;
      return [image, bySize(said, found) ?? byBoxes(boxes, found)];
    }),
  );
  const isStored = [...told.values()].includes('stored') && ![...told.values()].includes('seen');
  const otherwise = isStored ? 'stored' : 'seen';
  const boxes = written.boxes.map((box) => {
    const found = pictures[box.image];
    const isTurned = found && told.has(box.image);
    const drawnOn = told.get(box.image) ?? otherwise;
    return isTurned && drawnOn === 'stored' ? turnBox(box, found) : box;
  });
  return { written: { ...written, boxes }, notes: [noteOf([...told.values()], otherwise)] };
}

/** The size of a picture as it is stored, of one as it is seen, or the other way round. */
export function exchangedSize({ width, height, orientation = 1 }: FoundSize): FrameSize {
  return turnsOf(orientation).isTransposed ? { width: height, height: width } : { width, height };
}

type FoundSize = Pick<FoundPicture, 'width' | 'height' | 'orientation'>;

function bySize({ width, height }: WrittenImage, found: FoundPicture): DrawnOn | undefined {
  const isOf = (size: FrameSize) =>
    (width ?? size.width) === size.width && (height ?? size.height) === size.height;
  const [isSeen, isStored] = [isOf(found), isOf(exchangedSize(found))];
  if (isSeen === isStored) return undefined;
  return isSeen ? 'seen' : 'stored';
}

function byBoxes(boxes: readonly WrittenBox[], found: FoundPicture): DrawnOn | undefined {
  const reachOut = (size: FrameSize) =>
    boxes.some(
      ({ x1, y1, x2, y2 }) =>
        Math.min(x1, y1) < -TOLERANCE ||
        x2 > size.width + TOLERANCE ||
        y2 > size.height + TOLERANCE,
    );
  const [outOfSeen, outOfStored] = [reachOut(found), reachOut(exchangedSize(found))];
  if (outOfSeen === outOfStored) return undefined;
  return outOfSeen ? 'stored' : 'seen';
}

/** A box on the stored picture, where it is seen. */
function turnBox<B extends Corners>(box: B, found: FoundPicture): B {
  const { flipsColumns, flipsRows, isTransposed } = turnsOf(found.orientation ?? 1);
  const { width, height } = exchangedSize(found);
  const across = flipsColumns ? [width - box.x2, width - box.x1] : [box.x1, box.x2];
  const down = flipsRows ? [height - box.y2, height - box.y1] : [box.y1, box.y2];
  const [[x1 = 0, x2 = 0], [y1 = 0, y2 = 0]] = isTransposed ? [down, across] : [across, down];
  return { ...box, x1, y1, x2, y2 };
}

function noteOf(told: readonly (DrawnOn | undefined)[], otherwise: DrawnOn): string {
  const count = (drawnOn: DrawnOn | undefined) => told.filter((own) => own === drawnOn).length;
  const parts = [
    [count('seen'), `drawn on the picture as it is seen, as sizes or edges tell`],
    [count('stored'), `drawn on the picture as it is stored, as sizes or edges tell, and turned`],
    [
      count(undefined),
      `taken as drawn on the picture as it is ${otherwise}, for nothing tells whether they were`,
    ],
  ] as const;
  const own = parts.filter(([pictures]) => pictures > 0);
  const said = own.map(([pictures, what]) => `the boxes of ${pictures} are ${what}`);
  return `${countOf(told.length, 'picture')} with boxes ${told.length === 1 ? 'is' : 'are'} turned by Exif: ${said.join('; ')}`;
}
