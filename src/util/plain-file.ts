import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** Bytes of a plain file, or what is wrong with it, to stand behind its name. */
export type PlainFile =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'fault'; readonly fault: string };

// Neither a pipe, at which opening would wait, nor a link that was put there meanwhile.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** Reads a file of so many bytes at most by its real path. Throws what the system throws. */
export async function readPlainFile(
  path: string,
  most: number,
  openFile: typeof open = open,
): Promise<PlainFile> {
  const file = await openFile(path, FLAGS);
  try {
    const info = await file.stat();
    if (info.isDirectory()) return fault('is a folder: name a file in it');
    if (!info.isFile()) return fault('is no plain file');
    if (info.size > most) return fault(tooLarge(info.size, most));
    return { kind: 'bytes', bytes: await contentOf(file, info.size) };
  } finally {
    await file.close();
  }
}

async function contentOf(file: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

function tooLarge(size: number, most: number): string {
  const [given, read] = [size, most].map((own) => Math.round(own / 1e6).toLocaleString('en-US'));
  return `has ${given} MB, and ${read} MB are read at most: save it smaller`;
}

function fault(said: string): PlainFile {
  return { kind: 'fault', fault: said };
}
