// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal would act on these
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * A path as a shell reads it: in single quotes where it holds more than plain characters, and in those of bash and zsh where a terminal
 * would act on some: line ends and tabs do no harm.
 */
export function shellQuoted(path: string): string {
  if (/^[\w./:@%+=,~^-]+$/.test(path)) return path;
  if (CONTROLS.test(path)) return `$'${[...path].map(escaped).join('')}'`;
  return `'${path.replaceAll("'", "'\\''")}'`;
}

function escaped(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (!CONTROLS.test(character)) return character;
  return [...new TextEncoder().encode(character)]
    .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
    .join('');
}
