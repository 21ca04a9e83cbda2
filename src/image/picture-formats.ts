import { bmp } from './bmp.js';
import { gif } from './gif.js';
import { jpeg } from './jpeg.js';
import { notPicture } from './not-picture.js';
import type { PictureFormat } from './picture-format.js';
import { png } from './png.js';
import { webp } from './webp.js';

const FORMATS: readonly PictureFormat[] = [jpeg, png, webp, gif, bmp];

/** The format that the first bytes show, whatever a file is called. Throws an AutofitError for what is no picture. */
export function pictureFormat(bytes: Uint8Array): PictureFormat {
  const format = FORMATS.find((own) => own.isShownBy(bytes));
  if (!format) throw notPicture(bytes);
  return format;
}
