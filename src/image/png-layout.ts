import { badPicture, damagedPicture } from './bad-picture.js';
import { checkedData, type PngChunk } from './png-chunks.js';

/** What a PNG's header says. */
export interface PngLayout {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample. */
  readonly depth: number;
  readonly colour: PngColour;
  readonly isInterlaced: boolean;
}

/** 0: grey, 2: RGB, 3: palette, 4: grey and alpha, 6: RGB and alpha. */
export type PngColour = 0 | 2 | 3 | 4 | 6;

/** Samples of a pixel. */
export const PNG_CHANNELS: Record<PngColour, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Record<PngColour, readonly number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** Reads the header, which is the first chunk. Throws an AutofitError for one that says what cannot be. */
export function pngLayout([header]: readonly PngChunk[]): PngLayout {
  if (header?.name !== 'IHDR' || header.data.length !== 13) throw damagedPicture('no header');
  const data = checkedData(header);
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = data.subarray(8);
  if (!isColour(colour) || !DEPTHS[colour].includes(depth)) {
    throw damagedPicture(`${depth} bits a sample in colours of kind ${colour}`);
  }
  if (compression !== 0 || filter !== 0 || interlace > 1) {
    throw badPicture('is a PNG of a later kind, which is not read: save it anew as PNG');
  }
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  return { width, height, depth, colour, isInterlaced: interlace === 1 };
}

function isColour(colour: number): colour is PngColour {
  return colour in DEPTHS;
}
