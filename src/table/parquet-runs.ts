import type { Place } from './parquet-number.js';

/** Runs may go on behind the last value, as some writers pad them. */
const PADDING = 1 << 16;

/**
 * Throws where runs of so many values (a length and a value, or values in bits) tell of more values than there are: the file's library
 * writes them all. (https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE)
 */
export function checkRuns(place: Place, bits: number, values: number): void {
  const { view } = place;
  for (let seen = 0; seen < values && place.offset < view.byteLength; ) {
    const head = runHead(place);
    const count = head & 1 ? (head >>> 1) * 8 : head >>> 1;
    seen += count;
    if (seen > values + PADDING) throw new Error('a page has runs of more values than it tells of');
    place.offset += head & 1 ? (head >>> 1) * bits : Math.ceil(bits / 8);
  }
}

/** An unsigned number in groups of 7 bits, the lowest first. */
function runHead(place: Place): number {
  let value = 0;
  for (let shift = 0; place.offset < place.view.byteLength; shift += 7) {
    const byte = place.view.getUint8(place.offset++);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value >>> 0;
    if (shift > 28) break;
  }
  throw new Error('a run has no end');
}
