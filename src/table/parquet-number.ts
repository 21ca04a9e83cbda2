/** Where bytes are read next. */
export interface Place {
  readonly view: DataView;
  offset: number;
}

/** A number of 64 bits in groups of 7. */
const LONGEST = 10;

/** An unsigned number in groups of 7 bits, the lowest first, as far as doubles tell numbers apart. Throws where it has no end. */
export function numberAt(place: Place): number {
  let value = 0;
  for (let group = 0; group < LONGEST; group++) {
    const byte = byteAt(place);
    value += (byte & 0x7f) * 2 ** (7 * group);
    if (byte < 0x80) return value;
  }
  throw new Error('a number has no end');
}

/** Throws where there is none. */
export function byteAt(place: Place): number {
  if (place.offset >= place.view.byteLength) throw new Error('it ends early');
  return place.view.getUint8(place.offset++);
}
