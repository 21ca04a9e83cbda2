import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';

/** Writes texts one after the other, and gives the path. */
export async function writeParts(
  folder: string,
  name: string,
  parts: Iterable<string | Uint8Array>,
): Promise<string> {
  const file = join(folder, name);
  await pipeline(Readable.from(parts, { objectMode: false }), createWriteStream(file));
  return file;
}

/** Members of gzip that follow each other are unpacked as one text: the middle one is there so many times. */
export function* gzipped(
  start: string,
  middle: string,
  times: number,
  end = '',
): Generator<Uint8Array> {
  if (start !== '') yield gzipSync(start);
  const packed = gzipSync(middle);
  for (let i = 0; i < times; i++) yield packed;
  if (end !== '') yield gzipSync(end);
}

/** Texts made one after the other, as many as are asked for. */
export function* made(count: number, make: (i: number) => string): Generator<string> {
  const TOGETHER = 10_000;
  for (let from = 0; from < count; from += TOGETHER) {
    const some = Array.from({ length: Math.min(TOGETHER, count - from) }, (_, i) => make(from + i));
    yield some.join('');
  }
}
