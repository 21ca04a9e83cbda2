import { growBytes } from './grow.js';

/** Records that are read at once, if they take no more bytes than this: their cells are put away column by column. */
const RECORDS = 64;
const MOST_BYTES = 1 << 23;
const FIRST_BYTES = 1 << 19;
/** A record that goes on behind so many is taken for a quote that was left open: the largest picture in base64 is shorter. */
export const LONGEST_RECORD = 1 << 27;

/** Bytes that wait until there are enough for another look. */
export interface WaitingBytes {
  /** Takes a copy of these. */
  push(chunk: Buffer): void;
  isEnough(): boolean;
  /** Those that wait, until others are pushed or kept. */
  bytes(): Buffer;
  /** Keeps those at the end that were not used, where a record takes so many bytes; NaN or infinite where it is not known. False where they are too many. */
  keep(rest: Buffer, recordBytes: number): boolean;
}

export function createWaiting(longest = LONGEST_RECORD): WaitingBytes {
  let held: Buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let count = 0;
  let needed = 0;
  return {
    push(chunk) {
      if (count + chunk.length > held.length) held = growBytes(held, count + chunk.length);
      chunk.copy(held, count);
      count += chunk.length;
    },
    isEnough: () => count >= needed,
    bytes: () => held.subarray(0, count),
    keep(rest, recordBytes) {
      rest.copy(held);
      count = rest.length;
      // What is left of a long record is not looked through again before there is twice as much.
      const several = Number.isFinite(recordBytes) ? RECORDS * recordBytes : 0;
      needed = Math.min(longest, Math.max(2 * rest.length, Math.min(MOST_BYTES, several)));
      return rest.length < longest;
    },
  };
}
