import { cleanText } from '../util/clean-text.js';

/** What stands between the items of a list; `[]` is a list in brackets, as JSON or Python write it. */
export const LIST_SEPARATORS = ['[]', '|', ';', ','] as const;
export type ListSeparator = (typeof LIST_SEPARATORS)[number];

const BRACKETS = /^(?:\[([^[\]]*)\]|\(([^()]*)\)|\{([^{}]*)\})$/;
const QUOTED = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^,'"\s][^,]*)/g;

/** The different items of a trimmed cell, none of them empty; undefined for a cell that is no list in brackets. */
export function listItems(separator: ListSeparator, cell: string): readonly string[] | undefined {
  if (separator !== '[]') return distinct(cell.split(separator));
  const [match, square, round, curly] = BRACKETS.exec(cell) ?? [];
  if (match === undefined) return undefined;
  const inside = square ?? round ?? curly ?? '';
  // Objects are no items.
  if (inside.includes('{')) return undefined;
  return distinct([...inside.matchAll(QUOTED)].map(([, a, b, c]) => a ?? b ?? c ?? ''));
}

function distinct(items: readonly string[]): readonly string[] {
  const own = items.map(cleanText).filter((item) => item !== '');
  return own.length > 1 ? [...new Set(own)] : own;
}
