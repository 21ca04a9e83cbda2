import type { Readable } from 'node:stream';
import type { CsvKernels } from './csv-kernels.js';
import type { Records } from './csv-records.js';
import type { Dialect } from './dialect.js';
import { doubleQuotes } from './double-quotes.js';
import { readUnusual } from './read-unusual.js';
import { tabbedLines } from './tabbed-lines.js';

/** Takes the whole records in some bytes, usual or not. */
export function takeRecords(
  bytes: Buffer,
  isLast: boolean,
  kernels: CsvKernels,
  records: Pick<Records, 'takeBlock' | 'take'>,
  dialect: Dialect,
): { readonly taken: number; readonly rows: number; readonly isOpen: boolean } {
  let [taken, rows] = [0, 0];
  // Where unusual records follow each other, csv-parse is given more of them at once.
  for (let most = 1; ; most *= 2) {
    const split = kernels.split(bytes.subarray(taken), isLast, (block) => {
      records.takeBlock(block, kernels);
      rows += block.records;
    });
    taken += split.taken;
    if (split.state !== 'unusual') return { taken, rows, isOpen: split.state === 'open' };
    const unusual = readUnusual(bytes.subarray(taken), dialect, { most, isLast });
    const before = kernels.lines();
    for (const { cells, line } of unusual.records) records.take(cells, before + line);
    kernels.skip(unusual.lines, unusual.blank, unusual.records.length > unusual.blank.behind);
    taken += unusual.taken;
    rows += unusual.records.length;
    if (unusual.taken === 0) return { taken, rows, isOpen: unusual.isOpen };
  }
}

/** The bytes of the table, of which a chunk ends at the cut. */
export async function* chunksOf(
  stream: Readable,
  dialect: Dialect,
  cut = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer, undefined> {
  const { skip, isBlanks, quote } = dialect;
  if (dialect.escape !== quote) {
    return yield* doubleQuotes(chunksOf(stream, { ...dialect, escape: quote }), dialect);
  }
  if (isBlanks) {
    return yield* tabbedLines(chunksOf(stream, { ...dialect, isBlanks: false }));
  }
  let read = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const from = Math.max(0, skip.bytes - read);
    const place = cut - read;
    read += chunk.length;
    const parts =
      place > 0 && place < chunk.length ? [[from, place], [Math.max(from, place)]] : [[from]];
    for (const [start, end] of parts) {
      const bytes = chunk.subarray(start, end);
      if (bytes.length > 0) yield bytes;
    }
  }
  return undefined;
}
