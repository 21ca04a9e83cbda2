import { AutofitError } from '../util/errors.js';
import type { LabelledPicture } from './boxes-table.js';
import { firstSide, sidesFor } from './detector-space.js';
import type { FrameSize } from './framed-picture.js';
import { frameOf } from './framed-set.js';

/** Bytes that the pictures may take at the size that networks see, whatever memory there is. */
const MOST_BYTES = 1e9;
/** Of all memory, what pictures and threads may take. */
const SHARE = 0.7;
/** Bytes that a thread takes besides pictures: code, and what a batch is trained in. */
const OF_WORKER = 250e6;
/** What a thread holds of the pictures that all of them share: smaller ones, and those as they are turned and lit for an epoch. */
const COPIES = 2;
/** Sides beyond the first one that configurations may want. */
const LARGER_SIDES = 2;

/** The largest frame that a configuration may want and there is memory for. Throws an AutofitError where there is for none. */
export function frameFor(
  source: string,
  pictures: readonly LabelledPicture[],
  memory: number,
): { readonly frame: FrameSize; readonly note: string | undefined } {
  const proportions = pictures.map(({ width, height }) => width / height).sort((a, b) => a - b);
  const proportion = proportions[Math.floor(proportions.length / 2)] ?? 1;
  const sides = sidesFor(pictures);
  const own = firstSide(pictures);
  const first = sides.indexOf(own);
  const frames = sides
    .slice(0, first + 1 + LARGER_SIDES)
    .map((side) => frameOf(side, proportion))
    .map((frame) => ({ frame, bytes: 3 * frame.width * frame.height * pictures.length }));
  const room = frames.filter(({ bytes }) => roomFor(bytes, memory) >= 1);
  const fitting = room.filter(({ bytes }) => bytes <= MOST_BYTES).at(-1) ?? room[0];
  if (!fitting) throw tooMany(source, pictures.length);
  const { frame } = fitting;
  const wanted = frameOf(own, proportion);
  const isSmaller = frame.width < wanted.width || frame.height < wanted.height;
  return { frame, note: isSmaller ? smallerNote(frame, wanted) : undefined };
}

/** The size that was chosen for pictures before. Throws an AutofitError where there is no memory for it now. */
export function knownFrame(
  source: string,
  pictures: readonly LabelledPicture[],
  frame: FrameSize,
  memory: number,
): ReturnType<typeof frameFor> {
  const { width, height } = frame;
  if (roomFor(3 * width * height * pictures.length, memory) >= 1) return { frame, note: undefined };
  throw new AutofitError(
    'NO_MEMORY',
    `${source} was read at ${width} x ${height} pixels, and there is not enough memory for that now.`,
    { file: source, hint: 'Give as much memory as there was, or fit again into another folder.' },
  );
}

/** Threads that there is memory for beside pictures of so many bytes; below 1 where there is for none. */
export function roomFor(bytes: number, memory: number): number {
  return Math.floor((SHARE * memory - bytes) / (OF_WORKER + COPIES * bytes));
}

function smallerNote(frame: FrameSize, wanted: FrameSize): string {
  const sizes = [frame, wanted].map(({ width, height }) => `${width} x ${height}`);
  return `pictures are seen at ${sizes[0]} pixels, not at ${sizes[1]}, for lack of memory: small boxes may be missed`;
}

function tooMany(source: string, pictures: number): AutofitError {
  const message = `${source} has ${pictures.toLocaleString('en-US')} pictures: there is not enough memory for them.`;
  return new AutofitError('NO_MEMORY', message, {
    file: source,
    hint: 'Take a part of them, or give more memory.',
  });
}
