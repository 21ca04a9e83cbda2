import { damagedPicture } from './bad-picture.js';
import type { Picture } from './picture.js';
import { pictureFormat } from './picture-formats.js';
import { pictureHeader } from './picture-header.js';
import { turnPicture } from './turn-picture.js';

/**
 * Decodes a file of PNG, JPEG, WebP, GIF (its first frame) or BMP, which its first bytes show; turned as Exif says, on white
 * where it is transparent. Throws an AutofitError (BAD_PICTURE) for all else.
 */
export async function decodePicture(bytes: Uint8Array): Promise<Picture> {
  const { width, height, orientation } = pictureHeader(bytes);
  const picture = await pictureFormat(bytes).decode(bytes);
  if (picture.width !== width || picture.height !== height) {
    throw damagedPicture(
      `${picture.width} x ${picture.height} pixels instead of ${width} x ${height}`,
    );
  }
  return turnPicture(picture, orientation);
}
