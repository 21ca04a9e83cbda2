import { badPicture } from '../image/bad-picture.js';
import { pictureHeader } from '../image/picture-header.js';
import { type PictureBytes, writtenPicture } from '../table/picture-cells.js';

/** Pixels of the pictures of requests that are answered together: few bytes may unfold to many. */
export const MOST_PIXELS = 200e6;

/**
 * The bytes of pictures that cells hold themselves, while all of them have not too many pixels; each counts for `least` of them,
 * which it takes once read. Paths are never opened.
 */
export function pictureLimit(least = 0, most = MOST_PIXELS): PictureBytes {
  let pixels = 0;
  return async (picture) => {
    const bytes = await writtenPicture(picture);
    const { width, height } = pictureHeader(bytes);
    pixels += Math.max(least, width * height);
    if (pixels <= most) return bytes;
    throw badPicture(
      `and those before it have more than ${most / 1e6} megapixels: send fewer at once`,
    );
  };
}
