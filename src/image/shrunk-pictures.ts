import type { PictureStack } from './picture-stack.js';
import { resizePicture } from './resize-picture.js';

/** Pixels a side that pictures have at most for what is learned of them. */
export const MOST_SIDE = 64;

/** These pictures of a stack, in their order, averaged to so many pixels a side. */
export function shrunkPictures(
  stack: PictureStack,
  pictures: ArrayLike<number>,
  side: number,
): PictureStack {
  const { side: width, pixels } = stack;
  const [from, to] = [3 * width * width, 3 * side * side];
  const shrunk = new Uint8Array(pictures.length * to);
  for (let i = 0; i < pictures.length; i++) {
    const start = (pictures[i] as number) * from;
    const own = { width, height: width, pixels: pixels.subarray(start, start + from) };
    shrunk.set(resizePicture(own, side, side).pixels, i * to);
  }
  return { side, pixels: shrunk };
}
