import { existsSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AutofitError, errorMessage } from './errors.js';
import { syncFolder } from './sync-folder.js';

/**
 * Makes a folder and those above it, safe when it resolves to the paths of those that were made, outermost first; one by
 * one, as the recursive mkdir of Node never returns below /proc. Throws an AutofitError when it cannot.
 */
export async function makeFolder(path: string): Promise<readonly string[]> {
  if (existsSync(path) && statSync(path).isDirectory()) return [];
  try {
    const parent = dirname(resolve(path));
    const above = existsSync(parent) ? [] : await makeFolder(parent);
    const isMade = await mkdir(path).then(() => true, madeMeanwhile);
    if (!isMade) return above;
    await syncFolder(parent);
    return [...above, path];
  } catch (thrown) {
    if (thrown instanceof AutofitError) throw thrown;
    throw new AutofitError('CANNOT_WRITE', `${path} cannot be made: ${errorMessage(thrown)}.`, {
      file: path,
      hint: 'Choose another folder with `out`.',
    });
  }
}

/** False where another process has made the folder since it was looked for. */
function madeMeanwhile(thrown: NodeJS.ErrnoException): boolean {
  if (thrown.code === 'EEXIST' && statSync(String(thrown.path)).isDirectory()) return false;
  throw thrown;
}
