import { Readable } from 'node:stream';
import type { Place } from './place.js';
import type { FileProgress } from './reading-progress.js';

/** Counts the bytes of a place as they are read. */
export interface ReadingTally {
  /** The same bytes, counted. */
  count(input: Readable): Readable;
  /** Another thread reads what lies behind this byte meanwhile. */
  endsAt(byte: number): void;
}

/** Tells of each chunk how much of the place is read. */
export function createTally(
  { source, file }: Place,
  tell: (event: FileProgress) => void,
): ReadingTally {
  const total = file?.bytes;
  let share = 1;
  let read = 0;
  async function* counted(input: Readable): AsyncGenerator<Buffer> {
    for await (const chunk of input) {
      read += chunk.length;
      const bytes = Math.min(Math.round(read * share), total ?? Number.POSITIVE_INFINITY);
      tell({ kind: 'reading', source, bytes, total });
      yield chunk;
    }
  }
  return {
    count(input) {
      const stream = Readable.from(counted(input), { objectMode: false });
      // Whoever reads hears of errors, unless nobody does any more.
      stream.on('error', () => {});
      return stream;
    },
    endsAt(byte) {
      if (total !== undefined && byte > 0) share = total / byte;
    },
  };
}
