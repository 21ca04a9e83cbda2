import { cleanText } from '../util/clean-text.js';

/** What stands between the items of a list; `[]` is a list in brackets, as JSON or Python write it. */
export const LIST_SEPARATORS = ['[]', '|', ';', ','] as const;
export type ListSeparator = (typeof LIST_SEPARATORS)[number];

const BRACKETS = /^(?:\[([^[\]]*)\]|\(([^()]*)\)|\{([^{}]*)\})$/;
const QUOTED = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^,'"\s][^,]*)/g;
/** Items that are read back only in quotes. */
const NOT_BARE = /^['"[({]|,/;
const IN_DOUBLE = /^(?:[^"\\]|\\.)*$/;

/** The different items of a trimmed cell, none of them empty; undefined for a cell that is no list in brackets. */
export function listItems(separator: ListSeparator, cell: string): readonly string[] | undefined {
  if (separator !== '[]') return distinct(cell.split(separator));
  const [match, square, round, curly] = BRACKETS.exec(cell) ?? [];
  if (match === undefined) return undefined;
  return itemsWithin(square ?? round ?? curly ?? '');
}

/** The same of a text that a person writes: brackets may be left out. */
export function typedItems(separator: ListSeparator, text: string): readonly string[] | undefined {
  const isBare = separator === '[]' && !/^[[({]/.test(text);
  return isBare ? itemsWithin(text) : listItems(separator, text);
}

/** A text that is read back as these items, without brackets, and none of which stands for a missing value. */
export function listText(
  separator: ListSeparator,
  items: readonly string[],
  isMissing: (cell: string) => boolean,
): string {
  if (separator !== '[]') return items.join(separator);
  const isBare = (item: string) => !NOT_BARE.test(item) && !isMissing(item);
  return items.map((item) => (isBare(item) ? item : quoted(item))).join(', ');
}

/** Escapes are kept as they are read. */
function quoted(item: string): string {
  const mark = IN_DOUBLE.test(item) ? '"' : "'";
  return `${mark}${item}${mark}`;
}

function itemsWithin(inside: string): readonly string[] | undefined {
  // Objects are no items.
  if (inside.includes('{')) return undefined;
  return distinct([...inside.matchAll(QUOTED)].map(([, a, b, c]) => a ?? b ?? c ?? ''));
}

function distinct(items: readonly string[]): readonly string[] {
  const own = items.map(cleanText).filter((item) => item !== '');
  return own.length > 1 ? [...new Set(own)] : own;
}
