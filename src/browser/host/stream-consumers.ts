/** Stands for `node:stream/consumers` in a page. */
import { Buffer } from 'node:buffer';

export async function buffer(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

export async function text(stream: AsyncIterable<Uint8Array>): Promise<string> {
  return (await buffer(stream)).toString('utf8');
}
