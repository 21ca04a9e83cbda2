import { open, readFile, stat } from 'node:fs/promises';

/** Node reads no more at once. */
const MOST_AT_ONCE = 2 ** 31 - 1;

/** All bytes of a file of any size, `most` of them at once. */
export async function readWhole(path: string, most = MOST_AT_ONCE): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size <= most) return readFile(path);
  const file = await open(path);
  try {
    const bytes = new Uint8Array(size);
    let place = 0;
    while (place < size) {
      const { bytesRead } = await file.read(bytes, place, Math.min(most, size - place), place);
      if (bytesRead === 0) throw new Error('it became shorter while it was read');
      place += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}
