/** A path as a shell reads it: in single quotes where it holds more than plain characters. */
export function shellQuoted(path: string): string {
  if (/^[\w./:@%+=,~^-]+$/.test(path)) return path;
  return `'${path.replaceAll("'", "'\\''")}'`;
}
