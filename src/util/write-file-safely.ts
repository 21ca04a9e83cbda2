import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { atExit } from './at-exit.js';
import { AutofitError, errorMessage } from './errors.js';
import { fileHint } from './file-mistake.js';
import { syncFolder } from './sync-folder.js';
import { wholeFile } from './whole-file.js';

/** All at once, or piece by piece. */
type Content = Uint8Array | string | Iterable<string> | AsyncIterable<Uint8Array | string>;

/**
 * Writes under a temporary name, syncs and renames: a reader sees the whole file or none. The temporary file is removed when
 * the process exits, too, and where the content throws an AutofitError. Who may not read a file may not read what takes its place.
 * A link goes on leading to its file; what is no file, such as a pipe or a device, is written to at once.
 */
export async function writeFileSafely(path: string, content: Content): Promise<void> {
  try {
    const file = wholeFile(path);
    await (file === undefined ? writeFile(path, content) : replaceFile(file, content));
  } catch (thrown) {
    if (thrown instanceof AutofitError) throw thrown;
    throw new AutofitError('CANNOT_WRITE', `${path} cannot be written: ${errorMessage(thrown)}.`, {
      file: path,
      hint: fileHint(thrown) ?? 'Check the folder and its permissions, or choose another place.',
    });
  }
}

async function replaceFile(path: string, content: Content): Promise<void> {
  const temporary = temporaryName(path);
  const stay = atExit(() => rmSync(temporary, { force: true }));
  try {
    // Made at once: a thread that opened it could make it after the process has swept.
    closeSync(openSync(temporary, 'w', existsSync(path) ? modeOf(path) : undefined));
    const file = await open(temporary, 'r+');
    try {
      // Each piece follows the one before.
      for await (const piece of piecesOf(content)) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  } finally {
    stay();
  }
}

/** Who may read and write it; its owner may write to what takes its place. */
function modeOf(path: string): number {
  return (statSync(path).mode & 0o777) | 0o200;
}

/** Of this call alone: threads share the number of their process, and containers may share numbers. */
export function temporaryName(path: string): string {
  return `${path}.${crypto.getRandomValues(new Uint32Array(1))}.tmp`;
}

function piecesOf(content: Content): Exclude<Content, Uint8Array | string> | Uint8Array[] {
  if (typeof content === 'string') return [content];
  return content instanceof Uint8Array ? [content] : content;
}
