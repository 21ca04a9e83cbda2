import { shownFormat } from './shown-format.js';

/** Whether the first bytes are those of a PNG, JPEG, WebP, GIF or BMP. */
export function isPicture(bytes: Uint8Array): boolean {
  return shownFormat(bytes) !== undefined;
}
