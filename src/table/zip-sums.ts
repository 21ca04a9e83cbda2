import { crc32 } from '../util/crc-32.js';

const DIRECTORY_ENTRY = 0x0201_4b50;
const END = 0x0605_4b50;
const FAR_END_PLACE = 0x0706_4b50;
const FAR_END = 0x0606_4b50;
const END_BYTES = 22;

/** What the directory of a ZIP archive says of a file before it was packed. */
export interface ZipEntry {
  readonly name: string;
  readonly originalSize: number;
  readonly sum: number | undefined;
}

/** Takes what a file unpacks to, in pieces, and throws at its end where that is not what was packed. */
export function createZipCheck({ name, originalSize, sum }: ZipEntry) {
  let [bytes, own] = [0, 0];
  return {
    take(piece: Uint8Array): void {
      bytes += piece.length;
      own = crc32(piece, own);
    },
    end(): void {
      if (bytes === originalSize && own === sum) return;
      throw new Error(`"${name}" is not what was packed, as its length and its checksum tell`);
    },
  };
}

/** The checksums of all files, in the order of the directory, in which fflate asks its filter. */
export function zipSums(archive: Uint8Array): number[] {
  const { buffer, byteOffset, byteLength } = archive;
  const view = new DataView(buffer, byteOffset, byteLength);
  const word = (at: number) => (at >= 0 && at + 4 <= byteLength ? view.getUint32(at, true) : 0);
  const sums: number[] = [];
  let at = directoryOf(word, byteLength);
  while (word(at) === DIRECTORY_ENTRY && at + 46 <= byteLength) {
    sums.push(word(at + 16));
    at += 46 + lengths(word(at + 28)) + (word(at + 32) & 0xffff);
  }
  return sums;
}

/** Where the directory begins, also in an archive of more than 4 GB (ZIP64). */
function directoryOf(word: (at: number) => number, length: number): number {
  let end = length - END_BYTES;
  while (end >= 0 && word(end) !== END) end--;
  const far = word(end - 20) === FAR_END_PLACE ? word(end - 12) : -1;
  return word(far) === FAR_END ? word(far + 48) : word(end + 16);
}

/** Two lengths of 16 bits each, together. */
function lengths(pair: number): number {
  return (pair & 0xffff) + (pair >>> 16);
}
