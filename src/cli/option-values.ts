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

/** Gathers `column=kind` as a record; which kinds there are is for `fit` to say. */
export function pairs(
  text: string,
  earlier: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const { column, told } = splitAt(text, text.lastIndexOf('='));
  return withPair(earlier, column, told);
}

/** Gathers `column=S,M,L` as a record of lists. */
export function orders(
  text: string,
  earlier: Readonly<Record<string, readonly string[]>> = {},
): Record<string, readonly string[]> {
  const { column, told } = splitAt(text, text.indexOf('='));
  return withPair(earlier, column, list(told));
}

function splitAt(text: string, place: number) {
  if (place < 0) throw new InvalidArgumentError('It is a column, =, and what it is told.');
  return { column: text.slice(0, place), told: text.slice(place + 1) };
}

/** Of two things that are told of one column, neither is meant more. */
function withPair<T extends string | readonly string[]>(
  earlier: Readonly<Record<string, T>>,
  column: string,
  told: T,
): Record<string, T> {
  const own = Object.hasOwn(earlier, column) ? earlier[column] : undefined;
  if (own !== undefined && String(own) !== String(told)) {
    throw new InvalidArgumentError(`The column "${column}" is told "${own}" as well.`);
  }
  return { ...earlier, [column]: told };
}

/** Splits at commas, and gathers what is given again. */
export function lists(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, ...list(text)];
}

/** Gathers an option that may be repeated. */
export function collect(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, text];
}
