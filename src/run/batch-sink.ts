import { once } from 'node:events';
import { createWriteStream, existsSync, realpathSync, statSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { AutofitError, errorMessage } from '../util/errors.js';
import { writeFileSafely } from '../util/write-file-safely.js';

type Pieces = AsyncIterable<Uint8Array>;

/** A stream that is written to, such as `process.stdout` or any other Writable of Node. */
export interface OutputStream {
  write(piece: Uint8Array): boolean;
  once(event: string, listener: (...values: never[]) => void): unknown;
}

/**
 * Writes pieces to a file, under another name first, so that there is the whole file or none; what is no file, such as a pipe, and
 * streams are written to at once, no faster than they take it.
 */
export async function writeBatch(out: string | OutputStream, pieces: Pieces): Promise<void> {
  if (typeof out !== 'string') return writeStream(out, pieces);
  const exists = existsSync(out);
  if (!exists || statSync(out).isFile()) {
    return writeFileSafely(exists ? realpathSync(out) : out, pieces);
  }
  const stream = createWriteStream(out);
  try {
    await once(stream, 'open');
    await writeStream(stream, pieces);
    stream.end();
    await once(stream, 'finish');
  } catch (thrown) {
    if (thrown instanceof AutofitError) throw thrown;
    throw new AutofitError('CANNOT_WRITE', `${out} cannot be written: ${errorMessage(thrown)}.`, {
      file: out,
      hint: 'Check the folder and its permissions.',
    });
  } finally {
    stream.destroy();
  }
}

async function writeStream(stream: OutputStream, pieces: Pieces): Promise<void> {
  for await (const piece of pieces) {
    if (!stream.write(piece)) await once(stream as Writable, 'drain');
  }
}
