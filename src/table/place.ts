import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { PassThrough, type Readable } from 'node:stream';
import { AutofitError } from '../util/errors.js';

export const STANDARD_INPUT = 'standard input';
const CHUNK_BYTES = 1 << 18;

/** Where the bytes of a table are. */
export interface Place {
  /** What it is called in messages. */
  readonly source: string;
  /** Its bytes from the first one on; only a file gives them again. */
  open(): Readable;
  /** The file and its size; undefined for standard input. */
  readonly file?: { readonly path: string; readonly bytes: number } | undefined;
}

/** The place that a path names; `-` is standard input, whose bytes may be copied to a file as they are read. */
export async function placeOf(path: string, copyTo?: string): Promise<Place> {
  if (path === '-') return { source: STANDARD_INPUT, open: () => standardInput(copyTo) };
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`;
    throw new AutofitError('NO_FILE', `${path} ${reason}.`, {
      file: path,
      hint: 'Check the path; "-" reads standard input.',
    });
  });
  if (info.isDirectory()) {
    throw new AutofitError('IS_FOLDER', `${path} is a folder, not a file.`, {
      file: path,
      hint: 'Name a CSV file in it.',
    });
  }
  const open = () => createReadStream(path, { highWaterMark: CHUNK_BYTES });
  return { source: path, open, file: { path, bytes: info.size } };
}

function standardInput(copyTo: string | undefined): Readable {
  if (copyTo === undefined) return process.stdin;
  const stream = new PassThrough();
  const copy = createWriteStream(copyTo);
  process.stdin.pipe(copy);
  process.stdin.on('error', (error) => stream.destroy(error));
  copy.on('error', (error) => stream.destroy(error));
  // The reader ends only after the copy is whole.
  copy.on('finish', () => stream.end());
  process.stdin.pipe(stream, { end: false });
  // A reader that stops early takes nothing more.
  stream.on('close', () => {
    process.stdin.destroy();
    copy.end();
  });
  return stream;
}
