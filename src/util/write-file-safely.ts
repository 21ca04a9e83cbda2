import { closeSync, openSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { atExit } from './at-exit.js';
import { AutofitError, errorMessage } from './errors.js';
import { syncFolder } from './sync-folder.js';

/**
 * Writes under a temporary name, syncs and renames: a reader sees the whole file or none. The temporary file is removed when
 * the process exits, too.
 */
export async function writeFileSafely(
  path: string,
  content: Uint8Array | string | Iterable<string>,
): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const stay = atExit(() => rmSync(temporary, { force: true }));
  try {
    // Made at once: a thread that opened it could make it after the process has swept.
    closeSync(openSync(temporary, 'w'));
    const file = await open(temporary, 'r+');
    try {
      // Each piece follows the one before.
      for (const piece of piecesOf(content)) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw new AutofitError('CANNOT_WRITE', `${path} cannot be written: ${errorMessage(thrown)}.`, {
      file: path,
      hint: 'Check the folder and its permissions, or choose another place.',
    });
  } finally {
    stay();
  }
}

function piecesOf(
  content: Uint8Array | string | Iterable<string>,
): Iterable<string> | readonly Uint8Array[] {
  if (typeof content === 'string') return [content];
  return content instanceof Uint8Array ? [content] : content;
}
