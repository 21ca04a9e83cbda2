import { tooLarge } from './receive.js';

/** Whole lines. */
export interface LineBlock {
  readonly bytes: Uint8Array;
  /** The place of the first one, from 0. */
  readonly firstLine: number;
}

const LINE_END = 0x0a;

/** The lines of a stream, as many together as have arrived. Throws an HttpFault for a line of more bytes than so. */
export async function* lineBlocks(
  input: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<LineBlock> {
  let parts: Uint8Array[] = [];
  let [bytes, firstLine] = [0, 0];
  for await (const chunk of input) {
    const end = chunk.lastIndexOf(LINE_END) + 1;
    const rest = chunk.subarray(end);
    if (end > 0) {
      const block = joined([...parts, chunk.subarray(0, end)]);
      if (chunk.indexOf(LINE_END) + bytes > most) throw tooLarge(most);
      // Whoever gets it may hand its memory to a thread.
      const lines = count(block);
      yield { bytes: block, firstLine };
      firstLine += lines;
      parts = [];
      bytes = 0;
    }
    if (rest.length > 0) parts.push(rest);
    bytes += rest.length;
    if (bytes > most) throw tooLarge(most);
  }
  if (bytes > 0) yield { bytes: joined(parts), firstLine };
}

/** A buffer of their own. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (const part of parts) {
    all.set(part, next);
    next += part.length;
  }
  return all;
}

function count(bytes: Uint8Array): number {
  let lines = 0;
  for (const byte of bytes) if (byte === LINE_END) lines++;
  return lines;
}
