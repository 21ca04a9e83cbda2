import { badPicture, CUT_OFF, damagedPicture } from './bad-picture.js';
import { exifOrientation } from './exif-orientation.js';
import type { StoredSize } from './picture-format.js';
import { beginsWith } from './shown-format.js';
import { length24, length32, webpChunks } from './webp-chunks.js';

const EXIF = 'Exif\0\0';

/** The size that a WebP's first chunk says. Throws an AutofitError for a file that is cut off. */
export function webpSize(bytes: Uint8Array): StoredSize {
  const chunks = webpChunks(bytes);
  const [first] = chunks;
  if (!first) throw badPicture(CUT_OFF);
  const exif = chunks.find(({ name }) => name === 'EXIF')?.data;
  const orientation = (exif && exifOrientation(withoutPrefix(exif))) ?? 1;
  const { name, data } = first;
  if (name === 'VP8X' && data.length >= 10) {
    return { width: length24(data, 4) + 1, height: length24(data, 7) + 1, orientation };
  }
  if (name === 'VP8L' && data.length >= 5 && data[0] === 0x2f) {
    const sides = length32(data, 1);
    return { width: (sides & 0x3fff) + 1, height: ((sides >>> 14) & 0x3fff) + 1, orientation };
  }
  const isKey = name === 'VP8 ' && data.length >= 10 && data[3] === 0x9d && data[4] === 0x01;
  if (!isKey) throw damagedPicture('it has no frame');
  return { width: length24(data, 6) & 0x3fff, height: length24(data, 8) & 0x3fff, orientation };
}

/** Some programs write the letters that JPEG has before its Exif. */
function withoutPrefix(exif: Uint8Array): Uint8Array {
  return beginsWith(exif, EXIF) ? exif.subarray(EXIF.length) : exif;
}
