import { badPicture } from './bad-picture.js';
import type { PictureFormatName, StoredSize } from './picture-format.js';
import { pictureFormat } from './picture-formats.js';
import { checkPictureBytes } from './picture-limits.js';

/** What a picture's file says of it, without its pixels. */
export interface PictureHeader extends StoredSize {
  readonly format: PictureFormatName;
}

/** A small file may unfold to any number of pixels: more are not unfolded. */
const MOST_PIXELS = 50e6;
const MOST_SIDE = 30_000;

/** Reads what a whole file says of its picture. Throws an AutofitError for what is no picture, cut off or too large. */
export function pictureHeader(bytes: Uint8Array): PictureHeader {
  checkPictureBytes(bytes.length);
  const format = pictureFormat(bytes);
  const { width, height, orientation } = format.size(bytes);
  const size = `${width.toLocaleString('en-US')} x ${height.toLocaleString('en-US')} pixels`;
  if (width < 1 || height < 1) throw badPicture(`has no pixels (${size}): save it anew`);
  if (width > MOST_SIDE || height > MOST_SIDE) {
    throw badPicture(`has ${size}, and a side may have 30,000: make it smaller`);
  }
  if (width * height > MOST_PIXELS) {
    throw badPicture(`has ${size}, and 50 megapixels are read at most: make it smaller`);
  }
  return { format: format.name, width, height, orientation };
}
