import type { ByteBudget } from './byte-budget.js';
import { tooLarge, tooMuch } from './receive.js';

/** Whole lines. */
export interface LineBlock {
  readonly bytes: Uint8Array;
  /** The place of the first one, from 0. */
  readonly firstLine: number;
}

const LINE_END = 0x0a;

export interface BlockOptions {
  /** Bytes that a line may have. */
  readonly most: number;
  /** What lines that have not ended are taken from. */
  readonly budget: ByteBudget;
}

/** The lines of a stream, as many together as have arrived. Throws an HttpFault for a line that is too long. */
export async function* lineBlocks(
  input: AsyncIterable<Uint8Array>,
  { most, budget }: BlockOptions,
): AsyncGenerator<LineBlock> {
  let parts: Uint8Array[] = [];
  let [held, firstLine] = [0, 0];
  try {
    for await (const chunk of input) {
      const end = chunk.lastIndexOf(LINE_END) + 1;
      if (end > 0) {
        if (chunk.indexOf(LINE_END) + held > most) throw tooLarge(most);
        const bytes = joined([...parts, chunk.subarray(0, end)]);
        budget.give(held);
        parts = [];
        held = 0;
        // Whoever gets it may hand its memory to a thread.
        const lines = count(bytes);
        yield { bytes, firstLine };
        firstLine += lines;
      }
      const rest = chunk.subarray(end);
      if (held + rest.length > most) throw tooLarge(most);
      if (!budget.take(rest.length)) throw tooMuch();
      held += rest.length;
      if (rest.length > 0) parts.push(rest);
    }
    if (held > 0) yield { bytes: joined(parts), firstLine };
  } finally {
    budget.give(held);
  }
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
