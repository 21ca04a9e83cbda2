import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AutofitError, errorMessage } from './errors.js';
import { syncFolder } from './sync-folder.js';

/** Writes under a temporary name, syncs and renames: a reader sees the whole file or none. */
export async function writeFileSafely(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(content);
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
  }
}
