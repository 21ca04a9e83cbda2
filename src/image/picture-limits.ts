import { badPicture } from './bad-picture.js';

/** Bytes of a file of a picture. */
export const MOST_PICTURE_BYTES = 100e6;

/** Throws an AutofitError for a file that is empty or too large. */
export function checkPictureBytes(bytes: number): void {
  if (bytes === 0) throw badPicture('is empty: copy or download it again');
  if (bytes <= MOST_PICTURE_BYTES) return;
  throw badPicture(
    `has ${Math.round(bytes / 1e6)} MB, and 100 MB are read at most: save it smaller`,
  );
}
