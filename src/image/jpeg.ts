import { jpegFrame } from './jpeg-frame.js';
import type { PictureFormat } from './picture-format.js';
import { decodeInWasm } from './wasm-decoder.js';

/** JPEG (ITU-T T.81), baseline and progressive. */
export const jpeg: PictureFormat = {
  name: 'JPEG',
  size: jpegFrame,
  decode: (bytes) => decodeInWasm('jpeg', bytes),
};
