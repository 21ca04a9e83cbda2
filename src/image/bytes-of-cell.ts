import { endWithout } from '../util/without-outer.js';
import { badPicture } from './bad-picture.js';
import { DATA_URL } from './data-url.js';
import { MOST_PICTURE_BYTES } from './picture-limits.js';

const VALUES = valuesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');

/** Whether a cell is a data URL, which holds its picture. */
export function isDataUrl(cell: string): boolean {
  return /^\s*data:/i.test(cell);
}

/**
 * The bytes of a picture that a cell holds as base64, plain or in a data URL. Throws an AutofitError for all else, such as
 * a path, which is never opened here.
 */
export function bytesOfCell(cell: string): Uint8Array {
  const text = cell.trim();
  const [start = ''] = DATA_URL.exec(text) ?? [];
  const isBase64 = start === '' || /;\s*base64\s*,$/i.test(start);
  const base64 = text.slice(start.length);
  if (!isBase64 || (start === '' && isDataUrl(text))) {
    throw badPicture('is a data URL without base64: write data:image/png;base64,…');
  }
  if (base64.length > (MOST_PICTURE_BYTES * 4) / 3 + 4) {
    throw badPicture('has more than 100 MB: save it smaller');
  }
  const bytes = fromBase64(base64);
  if (bytes) return bytes;
  throw badPicture('is neither base64 nor a data URL: give the bytes of the picture, not its path');
}

/** Undefined where a character is none of base64, its form for addresses, or white space. */
function fromBase64(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let [held, bits, place] = [0, 0, 0];
  const end = endWithout(text, /[=\s]/);
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    const value = VALUES[code] ?? -1;
    if (value < 0) {
      if (code === 10 || code === 13 || code === 32 || code === 9) continue;
      return undefined;
    }
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[place++] = held >> bits;
  }
  // A single character is less than a byte.
  return bits >= 6 ? undefined : bytes.subarray(0, place);
}

/** The value of each character, -1 for others; `-` and `_` are what addresses have for `+` and `/`. */
function valuesOf(alphabet: string): Int8Array {
  const values = new Int8Array(128).fill(-1);
  for (const [value, character] of [...alphabet].entries()) values[character.charCodeAt(0)] = value;
  values['-'.charCodeAt(0)] = 62;
  values['_'.charCodeAt(0)] = 63;
  return values;
}
