import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished, type Writable } from 'node:stream';
import { AutofitError, errorMessage } from '../util/errors.js';
import { createGiveUp } from '../util/give-up.js';
import { wholeFile } from '../util/whole-file.js';
import { writeFileSafely } from '../util/write-file-safely.js';

type Pieces = AsyncIterable<Uint8Array>;

/** A stream that is written to, such as `process.stdout` or any other Writable of Node. */
export interface OutputStream {
  write(piece: Uint8Array, done: (error?: Error | null) => void): boolean;
  once(event: string, listener: (...values: never[]) => void): unknown;
}

/**
 * Writes pieces to a file, under another name first, so that there is the whole file or none; what is no file, such as a pipe, and
 * streams are written to at once, no faster than they take it.
 */
export async function writeBatch(out: string | OutputStream, pieces: Pieces): Promise<void> {
  if (typeof out !== 'string') return writeStream(out, pieces);
  const file = wholeFile(out);
  if (file !== undefined) return writeFileSafely(file, pieces);
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

/** A piece is taken before the next one is made. A stream that fails, or is closed while more is to be written, ends the work. */
async function writeStream(stream: OutputStream, pieces: Pieces): Promise<void> {
  const { wait, giveUp } = createGiveUp<Error>();
  const ended = new Error('it was closed while more was to be written');
  const unheard = finished(stream as Writable, { readable: false }, (error) =>
    giveUp(error ?? ended),
  );
  try {
    for await (const piece of pieces) {
      const failure = await wait(taken(stream, piece));
      if (failure) throw failure;
    }
  } finally {
    unheard();
  }
}

/** Of one that is not taken the stream itself tells. */
function taken(stream: OutputStream, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    stream.write(piece, (error) => {
      if (!error) resolve();
    });
  });
}
