import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { atExit } from '../util/at-exit.js';
import { AutofitError, errorMessage } from '../util/errors.js';

/**
 * A folder that no other process has: the path, or the path with the first number behind it that is free. It is removed
 * when the process ends and nothing was written there.
 */
export function reserveFolder(path: string): string {
  try {
    mkdirSync(dirname(path), { recursive: true });
    let own = path;
    for (let number = 2; !isMade(own); number++) own = `${path}-${number}`;
    atExit(() => removeEmpty(own));
    return own;
  } catch (thrown) {
    throw new AutofitError('CANNOT_WRITE', `${path} cannot be made: ${errorMessage(thrown)}.`, {
      file: path,
      hint: 'Choose a folder that can be written with --out.',
    });
  }
}

function removeEmpty(path: string): void {
  if (existsSync(path) && readdirSync(path).length === 0) rmdirSync(path);
}

function isMade(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
}
