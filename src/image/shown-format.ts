import type { PictureFormatName } from './picture-format.js';

/** First bytes of each format, as characters; a dot for any. */
const STARTS: Record<PictureFormatName, readonly string[]> = {
  JPEG: ['\xff\xd8\xff'],
  PNG: ['\x89PNG\r\n\x1a\n'],
  WebP: ['RIFF....WEBP'],
  GIF: ['GIF87a', 'GIF89a'],
  // Two letters say little: a header of a known length stands behind them.
  BMP: ['\x0c', '(', '4', '8', '@', 'l', '|'].map((length) => `BM............${length}\0\0\0`),
};

/** The format that the first bytes of a file show; undefined for none that is read. */
export function shownFormat(bytes: Uint8Array): PictureFormatName | undefined {
  for (const [name, starts] of Object.entries(STARTS)) {
    if (starts.some((start) => beginsWith(bytes, start))) return name as PictureFormatName;
  }
  return undefined;
}

/** Whether bytes begin with such characters, of which a dot is any. */
export function beginsWith(bytes: Uint8Array, start: string): boolean {
  for (let i = 0; i < start.length; i++) {
    if (start[i] !== '.' && bytes[i] !== start.charCodeAt(i)) return false;
  }
  return true;
}
