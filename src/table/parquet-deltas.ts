import { numberAt, type Place } from './parquet-number.js';

const MOST_BITS = 64;
/** Bytes that texts may have together, and for each byte that they are written in. */
const FREE_BYTES = 2 ** 28;
const BYTES_PER_BYTE = 1000;

/** Reads so many values that are written as differences, and goes behind them. */
export type ReadDeltas = (place: Place, count: number, into: Int32Array) => void;

/**
 * Goes behind so many values that are written as differences. Throws where blocks lie: the file's library goes back, and so on for ever, where one
 * has less than no values. (https://parquet.apache.org/docs/file-format/data-pages/encodings/#DELTAENC)
 */
export function checkDeltas(place: Place, values: number): void {
  const block = numberAt(place);
  const parts = numberAt(place);
  numberAt(place);
  numberAt(place);
  if (!(block > 0 && block < 2 ** 31 && parts > 0 && block % parts === 0))
    throw new Error(`a page has blocks of ${block} values in ${parts} parts`);
  for (let seen = 1; seen < values; ) {
    numberAt(place);
    const widths = place.offset;
    place.offset += parts;
    if (place.offset > place.view.byteLength) throw new Error('a page ends before its last value');
    // Parts behind the last value have no bytes.
    for (let part = 0; part < parts && seen < values; part++) {
      const bits = place.view.getUint8(widths + part);
      if (bits > MOST_BITS) throw new Error(`a page has differences of ${bits} bits`);
      place.offset += Math.ceil(((block / parts) * bits) / 8);
      seen += block / parts;
    }
  }
}

/**
 * Throws where texts that each begin as the one before lie: where one shares more than that has, or all together are far longer than what they
 * are written in.
 */
export function checkSharedTexts(place: Place, values: number, read: ReadDeltas): void {
  const lengths = () => {
    const own = new Int32Array(values);
    checkDeltas({ ...place }, values);
    read(place, values, own);
    return own;
  };
  const [shared, added] = [lengths(), lengths()];
  const written = place.view.byteLength;
  let [before, sum] = [0, 0];
  for (let i = 0; i < values; i++) {
    const [start, rest] = [shared[i] as number, added[i] as number];
    if (start < 0 || rest < 0 || start > before)
      throw new Error('a text shares more with the one before than that has');
    before = start + rest;
    sum += before;
  }
  if (sum > Math.max(FREE_BYTES, BYTES_PER_BYTE * written))
    throw new Error(`a page of ${written} bytes has texts of ${sum}`);
}
