import type { Picture } from '../image/picture.js';
import { resizePicture } from '../image/resize-picture.js';
import type { TrueBox } from './box.js';
import type { FrameSize } from './framed-picture.js';

/** Pictures in frames of one size, with their boxes in pixels of the frame; plain data that threads can share. */
export interface FramedSet {
  readonly frame: FrameSize;
  /** (pictures, height, width, 3). */
  readonly pixels: Uint8Array;
  readonly boxes: readonly (readonly TrueBox[])[];
}

/** The same in smaller frames of the same proportion. */
export function resizeSet({ frame, pixels, boxes }: FramedSet, to: FrameSize): FramedSet {
  if (frame.width === to.width && frame.height === to.height) return { frame, pixels, boxes };
  const [size, smaller] = [frame.width * frame.height * 3, to.width * to.height * 3];
  const all = new Uint8Array(boxes.length * smaller);
  for (let i = 0; i < boxes.length; i++) {
    const picture: Picture = { ...frame, pixels: pixels.subarray(i * size, (i + 1) * size) };
    all.set(resizePicture(picture, to.width, to.height).pixels, i * smaller);
  }
  const [scaleX, scaleY] = [to.width / frame.width, to.height / frame.height];
  const scaled = boxes.map((own) =>
    own.map((box) => ({
      ...box,
      x1: box.x1 * scaleX,
      y1: box.y1 * scaleY,
      x2: box.x2 * scaleX,
      y2: box.y2 * scaleY,
    })),
  );
  return { frame: to, pixels: all, boxes: scaled };
}

/** A frame of so many pixels on its longer side, each side a multiple of eight. */
export function frameOf(side: number, proportion: number): FrameSize {
  const multiple = (pixels: number) => Math.max(16, Math.round(pixels / 8) * 8);
  return proportion >= 1
    ? { width: multiple(side), height: multiple(side / proportion) }
    : { width: multiple(side * proportion), height: multiple(side) };
}
