import { readFileSync } from 'node:fs';

/** The text of a file that need not be there, such as one of Linux alone. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // not this system, or not this version of it
  }
}
