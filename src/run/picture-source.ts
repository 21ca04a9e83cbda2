import { readPicture } from '../detect/frame-pictures.js';
import { decodePicture } from '../image/decode-picture.js';
import type { Picture } from '../image/picture.js';
import { AutofitError } from '../util/errors.js';
import { isRecord } from '../util/is-record.js';
import { shown } from '../util/shown.js';

/** A picture: the path of its file, the bytes of its file, or its pixels. */
export type PictureSource = string | Uint8Array | ArrayBuffer | Picture;

/** Throws an AutofitError for a list with what is no picture: callers without types may give anything. */
export function checkPictures(call: string, given: unknown): void {
  if (!Array.isArray(given)) {
    throw new AutofitError(
      'BAD_ARGUMENT',
      `${call} takes a path or a list of pictures, not ${said(given)}.`,
      { hint: 'Put a single picture into a list: [picture].' },
    );
  }
  for (const [i, source] of given.entries()) {
    const fault = faultOf(source);
    if (fault === undefined) continue;
    throw new AutofitError('BAD_ARGUMENT', `Picture ${i + 1} of ${given.length} ${fault}.`, {
      hint: 'A picture is the path of its file, the bytes of its file, or { width, height, pixels } with RGB: a Uint8Array with three bytes a pixel.',
    });
  }
}

export async function openPicture(source: PictureSource): Promise<Picture> {
  if (typeof source === 'string') return readPicture(source);
  if (source instanceof ArrayBuffer) return decodePicture(new Uint8Array(source));
  return source instanceof Uint8Array ? decodePicture(source) : source;
}

/** What is wrong with a picture, to stand behind its name. */
function faultOf(source: unknown): string | undefined {
  if (typeof source === 'string' && source !== '') return undefined;
  if (source instanceof Uint8Array || source instanceof ArrayBuffer) return undefined;
  if (!isRecord(source) || !('pixels' in source)) return `cannot be ${said(source)}`;
  const { width, height, pixels } = source;
  if (!isSide(width) || !isSide(height)) {
    return `has sides that are no whole numbers above 0, ${shown(width)} x ${shown(height)}`;
  }
  if (!(pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray)) {
    return `has pixels that cannot be ${said(pixels)}`;
  }
  const bytes = 3 * width * height;
  if (pixels.length === bytes) return undefined;
  return `has ${pixels.length} bytes of pixels, and RGB of ${width} x ${height} has ${bytes}`;
}

function isSide(side: unknown): side is number {
  return Number.isInteger(side) && (side as number) > 0;
}

/** Pixels themselves are not told. */
function said(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  const isPlain = isRecord(value) && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? `an object with ${Object.keys(value).join(', ')}` : shown(value);
}
