import { jpegFrame } from './jpeg-frame.js';
import type { PictureFormat } from './picture-format.js';
import { decodeInWasm } from './wasm-decoder.js';

/** JPEG (ITU-T T.81), baseline and progressive. */
export const jpeg: PictureFormat = {
  name: 'JPEG',
  isShownBy: ([start, soi, marker]) => start === 0xff && soi === 0xd8 && marker === 0xff,
  size: jpegFrame,
  decode: (bytes) => decodeInWasm('jpeg', bytes),
};
