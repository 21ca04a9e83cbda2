import { badPicture, CUT_OFF, checkParts } from './bad-picture.js';

export interface WebpChunk {
  readonly name: string;
  readonly data: Uint8Array;
  /** Name, length and data. */
  readonly whole: Uint8Array;
}

/** The chunks of a WebP's file. Throws an AutofitError where the bytes end before. */
export function webpChunks(bytes: Uint8Array): WebpChunk[] {
  if (bytes.length < 12) throw badPicture(CUT_OFF);
  const end = 8 + length32(bytes, 4);
  if (end > bytes.length) throw badPicture(CUT_OFF);
  return chunksIn(bytes.subarray(12, end));
}

/** Chunks one behind the other, each filled to an even number of bytes. */
export function chunksIn(bytes: Uint8Array): WebpChunk[] {
  const chunks: WebpChunk[] = [];
  for (let place = 0; place + 8 <= bytes.length; ) {
    const length = length32(bytes, place + 4);
    const end = place + 8 + length;
    if (end > bytes.length) throw badPicture(CUT_OFF);
    const name = String.fromCharCode(...bytes.subarray(place, place + 4));
    chunks.push({
      name,
      data: bytes.subarray(place + 8, end),
      whole: bytes.subarray(place, end + (length & 1)),
    });
    place = end + (length & 1);
    checkParts(chunks.length);
  }
  return chunks;
}

export function length32(bytes: Uint8Array, place: number): number {
  return length24(bytes, place) + 2 ** 24 * (bytes[place + 3] ?? 0);
}

export function length24(bytes: Uint8Array, place: number): number {
  return (bytes[place] ?? 0) + 256 * (bytes[place + 1] ?? 0) + 65_536 * (bytes[place + 2] ?? 0);
}
