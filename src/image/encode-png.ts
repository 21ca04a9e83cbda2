import { crc32 } from '../util/crc-32.js';
import type { Picture } from './picture.js';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Eight bits a channel, RGB, no interlacing. */
const KIND = [8, 2, 0, 0, 0];
/** Rows are written as differences from the one above. */
const UP = 2;

/** A picture as the bytes of a PNG (ISO/IEC 15948). */
export async function encodePng({ width, height, pixels }: Picture): Promise<Uint8Array> {
  const { zlibSync } = await import('fflate');
  const rowBytes = width * 3;
  const filtered = new Uint8Array(height * (rowBytes + 1));
  for (let y = 0, at = 0; y < height; y++) {
    filtered[at++] = UP;
    for (let i = y * rowBytes; i < (y + 1) * rowBytes; i++) {
      filtered[at++] = (pixels[i] as number) - (y > 0 ? (pixels[i - rowBytes] as number) : 0);
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set(KIND, 8);
  return joined([
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(filtered)),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
