import { existsSync, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Links that are followed, one to the next, to where there is no file yet. */
const MOST_LINKS = 40;

/** Where a file is written anew under another name first; undefined for what is no file, such as a pipe, which is written to at once. */
export function wholeFile(path: string): string | undefined {
  if (!existsSync(path)) return behindLinks(path);
  return statSync(path).isFile() ? realpathSync(path) : undefined;
}

/** Where links lead to whose file is not there yet. */
function behindLinks(path: string, most = MOST_LINKS): string {
  const target = most > 0 ? linkAt(path) : undefined;
  if (target === undefined) return path;
  return behindLinks(resolve(realpathSync(dirname(path)), target), most - 1);
}

/** What a link says; undefined of what is none. */
function linkAt(path: string): string | undefined {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  return isLink ? readlinkSync(path) : undefined;
}
