import { InvalidArgumentError } from 'commander';

/** Reads a number, or refuses with commander's own message. */
export function numberOption(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new InvalidArgumentError('It must be a number.');
  return value;
}

/** Reads a number, or how many more: `+50`. */
export function moreOption(text: string): number | `+${number}` {
  if (!text.startsWith('+')) return numberOption(text);
  const more = text.slice(1);
  // A number may have a sign itself, but not a second one.
  return `+${numberOption(/^[+-]/.test(more) ? '' : more)}`;
}

/** Splits at commas outside double quotes. */
export function list(text: string): string[] {
  return [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/g)]
    .map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain.trim())
    .filter((part) => part !== '');
}

/** Pairs `column=kind` as a record; which kinds there are is for `fit` to say. */
export function parseTypes(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const split = pair.lastIndexOf('=');
      return [pair.slice(0, Math.max(0, split)), pair.slice(split + 1)];
    }),
  );
}

/** Splits at commas, and gathers what is given again. */
export function lists(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, ...list(text)];
}

/** Gathers an option that may be repeated. */
export function collect(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, text];
}
