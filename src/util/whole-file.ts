import { existsSync, realpathSync, statSync } from 'node:fs';

/** Where a file is written anew under another name first; undefined for what is no file, such as a pipe, which is written to at once. */
export function wholeFile(path: string): string | undefined {
  if (!existsSync(path)) return path;
  return statSync(path).isFile() ? realpathSync(path) : undefined;
}
