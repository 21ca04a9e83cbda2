import { crc32 } from '../../util/crc-32.js';

/** A checksum and a length stand behind each member. */
const TRAILER = 8;

/** Holds what the members of a gzip stream unpack to against their checksums, which fflate does not read. */
export function createGzipSums() {
  /** What came since something was unpacked last, and as much before it as a trailer has, parts of which may have come ahead. */
  let recent = new Uint8Array(0);
  let [packed, latest, sum, hasUnpacked] = [0, 0, 0, false];
  return {
    takePacked(bytes: Uint8Array): void {
      recent = joined(hasUnpacked ? recent.subarray(-latest - TRAILER) : recent, bytes);
      packed += bytes.length;
      [latest, hasUnpacked] = [bytes.length, false];
    },
    takeUnpacked(bytes: Uint8Array): void {
      if (bytes.length > 0) hasUnpacked = true;
      sum = crc32(bytes, sum);
    },
    /** Of the place behind a member, and noughts that may fill it up; throws as Node does where that is not what was packed. */
    endMember(at = packed): void {
      let place = recent.length - (packed - at) - TRAILER;
      const view = new DataView(recent.buffer, recent.byteOffset, recent.byteLength);
      while (place > 0 && view.getUint32(place, true) !== sum && recent[place + TRAILER - 1] === 0)
        place--;
      if (place < 0 || view.getUint32(place, true) !== sum) {
        throw Object.assign(new Error('incorrect data check'), { code: 'Z_DATA_ERROR' });
      }
      sum = 0;
    },
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
