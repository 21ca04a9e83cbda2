import type { Picture } from './picture.js';
import type { PictureFormat } from './picture-format.js';
import { decodeInWasm } from './wasm-decoder.js';
import { drawnFrame, stillWebp } from './webp-frame.js';
import { webpSize } from './webp-size.js';

/** WebP, lossy and lossless (RFC 9649); of an animated one its first frame, on white where that does not reach. */
export const webp: PictureFormat = {
  name: 'WebP',
  size: webpSize,
  async decode(bytes): Promise<Picture> {
    const frame = stillWebp(bytes);
    return frame
      ? drawnFrame(frame, await decodeInWasm('webp', frame.bytes))
      : decodeInWasm('webp', bytes);
  },
};
