import { bmp } from './bmp.js';
import { gif } from './gif.js';
import { jpeg } from './jpeg.js';
import { notPicture } from './not-picture.js';
import type { PictureFormat, PictureFormatName } from './picture-format.js';
import { png } from './png.js';
import { shownFormat } from './shown-format.js';
import { webp } from './webp.js';

const FORMATS: Record<PictureFormatName, PictureFormat> = {
  PNG: png,
  JPEG: jpeg,
  WebP: webp,
  GIF: gif,
  BMP: bmp,
};

/** The format that the first bytes show, whatever a file is called. Throws an AutofitError for what is no picture. */
export function pictureFormat(bytes: Uint8Array): PictureFormat {
  const name = shownFormat(bytes);
  if (name === undefined) throw notPicture(bytes);
  return FORMATS[name];
}
