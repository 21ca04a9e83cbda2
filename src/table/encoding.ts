import { isUtf8 } from 'node:buffer';

export type TextEncoding = 'utf8' | 'utf16le' | 'latin1';

/** The longest sequence of bytes that may be cut off at the end of a sample. */
const LONGEST_SEQUENCE = 4;

/** How the text of a file is encoded, by its first bytes: UTF-16 says so, and what is no UTF-8 is Latin-1. */
export function detectEncoding(sample: Uint8Array): TextEncoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf16le';
  for (let cut = 0; cut < LONGEST_SEQUENCE; cut++) {
    if (isUtf8(sample.subarray(0, Math.max(0, sample.length - cut)))) return 'utf8';
  }
  return 'latin1';
}
