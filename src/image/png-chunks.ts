import { crc32 } from '../util/crc-32.js';
import { badPicture, CUT_OFF, checkParts, damagedPicture } from './bad-picture.js';

export interface PngChunk {
  readonly name: string;
  readonly data: Uint8Array;
  /** Name and data, which the sum is of. */
  readonly summed: Uint8Array;
  readonly sum: number;
}

/** The chunks of a PNG up to its end, IEND. Throws an AutofitError where the bytes end before. */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let place = 8, parts = 1; ; parts++) {
    checkParts(parts);
    if (place + 12 > bytes.length) throw badPicture(CUT_OFF);
    const end = place + 8 + view.getUint32(place);
    const name = String.fromCharCode(...bytes.subarray(place + 4, place + 8));
    if (!/^[A-Za-z]{4}$/.test(name)) throw damagedPicture('a part without a name');
    if (end + 4 > bytes.length) throw badPicture(CUT_OFF);
    const summed = bytes.subarray(place + 4, end);
    yield { name, data: summed.subarray(4), summed, sum: view.getUint32(end) };
    if (name === 'IEND') return;
    place = end + 4;
  }
}

/** The data of a chunk. Throws an AutofitError where they were changed. */
export function checkedData({ name, data, summed, sum }: PngChunk): Uint8Array {
  if (crc32(summed) !== sum) throw damagedPicture(`the sum of ${name} is wrong`);
  return data;
}
