import type { Picture } from '../image/picture.js';
import { resizePicture } from '../image/resize-picture.js';
import type { Corners } from './box.js';

/** The pictures that a network sees. */
export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** Where a picture lies in a frame: it fills one of its sides, and is centred on the other. */
export interface Framing {
  readonly left: number;
  readonly top: number;
  /** Pixels of the frame for one of the picture. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Grey, beside a picture whose sides are of another proportion. */
const BESIDE = 114;

export function framing(picture: FrameSize, frame: FrameSize): Framing {
  const { width, height } = sizeWithin(picture, frame);
  return {
    left: Math.floor((frame.width - width) / 2),
    top: Math.floor((frame.height - height) / 2),
    scaleX: width / picture.width,
    scaleY: height / picture.height,
  };
}

function sizeWithin(picture: FrameSize, frame: FrameSize): FrameSize {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  const within = (size: number, most: number) =>
    Math.min(most, Math.max(1, Math.round(size * scale)));
  return {
    width: within(picture.width, frame.width),
    height: within(picture.height, frame.height),
  };
}

/**
 * The picture at the size of the frame, (height, width, 3), written to `to`; where it was made smaller before, `size` is what it had.
 */
export function framePicture(
  picture: Picture,
  frame: FrameSize,
  to: Uint8Array,
  size: FrameSize = picture,
): void {
  const { width, height } = sizeWithin(size, frame);
  const { left, top } = framing(size, frame);
  const { pixels } = resizePicture(picture, width, height);
  to.fill(BESIDE);
  for (let y = 0; y < height; y++) {
    const row = pixels.subarray(y * width * 3, (y + 1) * width * 3);
    to.set(row, ((top + y) * frame.width + left) * 3);
  }
}

/** A picture of a size as it lies in its frame, without the grey beside it. */
export function pictureIn(pixels: Uint8Array, frame: FrameSize, size: FrameSize): Picture {
  const { width, height } = sizeWithin(size, frame);
  const { left, top } = framing(size, frame);
  const own = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * frame.width + left) * 3;
    own.set(pixels.subarray(start, start + width * 3), y * width * 3);
  }
  return { width, height, pixels: own };
}

/** A box of the picture as it lies in the frame. */
export function toFrame<B extends Corners>(box: B, { left, top, scaleX, scaleY }: Framing): B {
  return {
    ...box,
    x1: box.x1 * scaleX + left,
    y1: box.y1 * scaleY + top,
    x2: box.x2 * scaleX + left,
    y2: box.y2 * scaleY + top,
  };
}

/** The way back, clipped to the picture. */
export function fromFrame<B extends Corners>(
  box: B,
  { left, top, scaleX, scaleY }: Framing,
  picture: FrameSize,
): B {
  const along = (value: number, start: number, scale: number, most: number) =>
    Math.min(Math.max((value - start) / scale, 0), most);
  return {
    ...box,
    x1: along(box.x1, left, scaleX, picture.width),
    y1: along(box.y1, top, scaleY, picture.height),
    x2: along(box.x2, left, scaleX, picture.width),
    y2: along(box.y2, top, scaleY, picture.height),
  };
}
