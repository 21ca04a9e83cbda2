import { resolve, sep } from 'node:path';

/** What folders are called: the last part of their paths, and as much before it as tells one from another. */
export function runNames(folders: readonly string[]): readonly string[] {
  const paths = folders.map((folder) => resolve(folder).split(sep).filter(Boolean));
  return paths.map((path) => {
    const others = paths.filter((other) => other.join(sep) !== path.join(sep));
    const isTaken = (parts: number) =>
      others.some((other) => lastParts(other, parts) === lastParts(path, parts));
    let parts = 1;
    while (parts < path.length && isTaken(parts)) parts++;
    return lastParts(path, parts);
  });
}

function lastParts(path: readonly string[], parts: number): string {
  return path.slice(-parts).join('/');
}
