import { byteAt, numberAt, type Place } from './parquet-number.js';

/** Types of Thrift's compact protocol. (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md) */
const TYPE = {
  ...{ stop: 0, true: 1, false: 2, byte: 3, i16: 4, i32: 5, i64: 6 },
  ...{ double: 7, binary: 8, list: 9, struct: 12 },
} as const;

/** What Parquet says of itself is nested less deep. */
const DEEPEST = 32;

/**
 * Goes behind a struct, and gives how many values are in it. Throws where one of its numbers has no end, a list has more entries than bytes are
 * left, or it is nested deeper than Parquet knows of: the file's library makes room for what lists tell of, and reads numbers as long as the file is.
 */
export function checkThrift(place: Place, depth = 0): number {
  if (depth > DEEPEST) throw tooDeep();
  let values = 1;
  for (;;) {
    const head = byteAt(place);
    const type = head & 0x0f;
    if (type === TYPE.stop) return values;
    if (head >> 4 === 0) numberAt(place);
    values += checkValue(place, type, depth);
  }
}

function checkValue(place: Place, type: number, depth: number): number {
  switch (type) {
    case TYPE.struct:
      return checkThrift(place, depth + 1);
    case TYPE.list:
      return checkList(place, depth + 1);
    case TYPE.true:
    case TYPE.false:
      break;
    case TYPE.byte:
      pass(place, 1);
      break;
    case TYPE.double:
      pass(place, 8);
      break;
    case TYPE.binary:
      pass(place, numberAt(place));
      break;
    case TYPE.i16:
    case TYPE.i32:
    case TYPE.i64:
      numberAt(place);
      break;
    default:
      throw new Error(`its metadata has the unknown type ${type}`);
  }
  return 1;
}

function checkList(place: Place, depth: number): number {
  if (depth > DEEPEST) throw tooDeep();
  const head = byteAt(place);
  const type = head & 0x0f;
  const count = head >> 4 === 15 ? numberAt(place) : head >> 4;
  if (count > place.view.byteLength - place.offset)
    throw new Error(`its metadata tells of ${count} entries and has not as many bytes`);
  // In lists these take a byte each.
  const own = type === TYPE.true || type === TYPE.false ? TYPE.byte : type;
  let values = 1;
  for (let i = 0; i < count; i++) values += checkValue(place, own, depth);
  return values;
}

function pass(place: Place, bytes: number): void {
  if (bytes > place.view.byteLength - place.offset) throw new Error('its metadata ends early');
  place.offset += bytes;
}

function tooDeep(): Error {
  return new Error('its metadata is nested too deep');
}
