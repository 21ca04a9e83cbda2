/** Records that are read at once, if they take no more bytes than this: their cells are put away column by column. */
const RECORDS = 64;
const MOST_BYTES = 1 << 23;

/** Bytes that wait until there are enough for another look. */
export interface WaitingBytes {
  push(chunk: Buffer): void;
  isEnough(): boolean;
  bytes(): Buffer;
  /** Keeps those that were not used, where a record takes so many bytes; NaN or infinite where it is not known. */
  keep(rest: Buffer, recordBytes: number): void;
}

export function createWaiting(): WaitingBytes {
  let chunks: Buffer[] = [];
  let count = 0;
  let needed = 0;
  return {
    push(chunk) {
      chunks.push(chunk);
      count += chunk.length;
    },
    isEnough: () => count >= needed,
    bytes: () => (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
    keep(rest, recordBytes) {
      chunks = [rest];
      count = rest.length;
      // What is left of a long record is not looked through again before there is twice as much.
      const several = Number.isFinite(recordBytes) ? RECORDS * recordBytes : 0;
      needed = Math.max(2 * rest.length, Math.min(MOST_BYTES, several));
    },
  };
}
