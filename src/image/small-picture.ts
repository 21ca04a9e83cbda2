import { decodePicture } from './decode-picture.js';
import { resizePicture } from './resize-picture.js';

/** What is kept of a picture. */
export interface SmallPicture {
  /** Of the picture as it was, in pixels. */
  readonly width: number;
  readonly height: number;
  /** RGB of the square that it was averaged to, (side, side, 3). */
  readonly pixels: Uint8Array;
  /** What a backbone makes of that, where it was asked. */
  readonly deep?: Float32Array | undefined;
}

/** Decodes a picture and averages it to a square. Throws an AutofitError for one that cannot be read. */
export async function smallPicture(bytes: Uint8Array, side: number): Promise<SmallPicture> {
  const picture = await decodePicture(bytes);
  const { width, height } = picture;
  return { width, height, pixels: resizePicture(picture, side, side).pixels };
}
