import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { errorMessage } from '../util/errors.js';
import { fileMistake } from '../util/file-mistake.js';

/**
 * Where a package was not found that is there: Node says so of one whose description it could not open, as too many files were.
 * Anything else as it is.
 */
export function loadMistake(thrown: unknown): unknown {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code !== 'ERR_MODULE_NOT_FOUND') return thrown;
  // It names the file that a package has which says nothing of itself.
  const [, path = ''] = /^Cannot find package '([^']+)' imported/.exec(errorMessage(thrown)) ?? [];
  if (!isAbsolute(path) || !isThere(dirname(path))) return thrown;
  const failure = { code: 'EMFILE', syscall: 'open', path: dirname(path) };
  return fileMistake(Object.assign(new Error('too many open files'), failure));
}

function isThere(folder: string): boolean {
  const description = join(folder, 'package.json');
  if (!existsSync(description)) return false;
  try {
    const { main, exports } = JSON.parse(readFileSync(description, 'utf8'));
    return exports !== undefined || existsSync(join(folder, main ?? 'index.js'));
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EMFILE';
  }
}
