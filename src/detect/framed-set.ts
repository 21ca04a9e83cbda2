import type { JudgedRow } from './average-precision.js';
import type { Corners, TrueBox } from './box.js';
import {
  type FrameSize,
  framePicture,
  framing,
  fromFrame,
  pictureIn,
  toFrame,
} from './framed-picture.js';

/** Pictures in frames of one size, with their boxes in pixels of the frame; plain data that threads can share. */
export interface FramedSet {
  readonly frame: FrameSize;
  /** (pictures, height, width, 3). */
  readonly pixels: Uint8Array;
  readonly boxes: readonly (readonly TrueBox[])[];
  /** Of the pictures as they were. */
  readonly sizes: readonly FrameSize[];
}

/** The same in smaller frames, in which each picture lies as it does when it is predicted; undefined where it is stopped. */
export function resizeSet(
  set: FramedSet,
  to: FrameSize,
  shouldStop: () => boolean = () => false,
): FramedSet | undefined {
  const { frame, pixels, boxes, sizes } = set;
  if (frame.width === to.width && frame.height === to.height) return set;
  const [bytes, smaller] = [frame.width * frame.height * 3, to.width * to.height * 3];
  const all = new Uint8Array(boxes.length * smaller);
  for (const [i, size] of sizes.entries()) {
    if (shouldStop()) return undefined;
    const picture = pictureIn(pixels.subarray(i * bytes, (i + 1) * bytes), frame, size);
    framePicture(picture, to, all.subarray(i * smaller, (i + 1) * smaller), size);
  }
  const moved = boxes.map((own, i) => boxesBetween(own, frame, to, sizes[i] ?? frame));
  return { frame: to, pixels: all, boxes: moved, sizes };
}

/** What was judged on pictures of a set as they were, in its frames. */
export function judgedInFrames(
  judged: readonly JudgedRow[],
  { frame, sizes }: FramedSet,
): readonly JudgedRow[] {
  return judged.map(({ row, truth, found }) => {
    const place = framing(sizes[row] ?? frame, frame);
    const moved = <B extends Corners>(boxes: readonly B[]) =>
      boxes.map((box) => toFrame(box, place));
    return { row, truth: moved(truth), found: moved(found) };
  });
}

/** Boxes on a picture of a size, from one frame to another. */
export function boxesBetween<B extends Corners>(
  boxes: readonly B[],
  from: FrameSize,
  to: FrameSize,
  size: FrameSize,
): B[] {
  const [before, after] = [framing(size, from), framing(size, to)];
  return boxes.map((box) => toFrame(fromFrame(box, before, size), after));
}

/** A frame of so many pixels on its longer side, each side a multiple of eight. */
export function frameOf(side: number, proportion: number): FrameSize {
  const multiple = (pixels: number) => Math.max(16, Math.round(pixels / 8) * 8);
  return proportion >= 1
    ? { width: multiple(side), height: multiple(side / proportion) }
    : { width: multiple(side * proportion), height: multiple(side) };
}
