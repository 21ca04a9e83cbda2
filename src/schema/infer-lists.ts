import type { ColumnProfile } from './column-profile.js';
import { LIST_SEPARATORS, type ListSeparator, listItems } from './list-items.js';
import type { ListParser } from './schema.js';

/** Rows with several items at least, as a share; and how often an item has to come on average. */
const SEVERAL = 0.2;
const TIMES_EACH = 3;
/** Items that are kept, the commonest first, and how long an item is at most on average. */
const MOST_ITEMS = 1000;
const LONGEST = 24;
/** Lists in brackets are such whatever they hold, if so many cells are. */
const NEARLY_ALL = 0.95;
/** Cells after which it shows whether items come again. */
const FIRST_LOOK = 200;
const NUMBER = /^[-+]?[\d.]+$/;

/** How cells hold lists of items that come again and again; undefined where they do not. */
export function inferLists(
  profile: ColumnProfile,
): { readonly parser: ListParser; readonly reason: string } | undefined {
  for (const separator of LIST_SEPARATORS) {
    const items = itemsOf(profile, separator);
    if (items) return listsOf(separator, items);
  }
  return undefined;
}

/** A parser of lists for a column that is told to hold them, by the separator that most cells have. */
export function toldLists(profile: ColumnProfile): ListParser {
  const { cells } = profile.counts;
  const holds = (separator: ListSeparator) =>
    cells.filter((cell) => (listItems(separator, cell)?.length ?? 0) > 1).length;
  const separator = LIST_SEPARATORS.reduce((a, b) => (holds(b) > holds(a) ? b : a));
  return listsOf(separator, countItems(profile, separator).rowsOf).parser;
}

function listsOf(separator: ListSeparator, rowsOf: ReadonlyMap<string, number>) {
  const items = [...rowsOf]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_ITEMS)
    .map(([item]) => item)
    .sort((a, b) => (a < b ? -1 : 1));
  const where = separator === '[]' ? 'in brackets' : `between "${separator}"`;
  const reason = `lists ${where}, of ${rowsOf.size} different items`;
  return { parser: { kind: 'list', separator, items } as const, reason };
}

interface Counted {
  /** Rows of each item. */
  readonly rowsOf: ReadonlyMap<string, number>;
  readonly items: number;
  /** Rows with several items, and those that are no list. */
  readonly several: number;
  readonly others: number;
  /** Different lengths of lists. */
  readonly lengths: ReadonlySet<number>;
}

function itemsOf(
  profile: ColumnProfile,
  separator: ListSeparator,
): ReadonlyMap<string, number> | undefined {
  const { cells } = profile.counts;
  if (!cells.slice(0, FIRST_LOOK).some((cell) => cell.includes(separator[0] ?? '')))
    return undefined;
  const look = countItems(profile, separator, FIRST_LOOK);
  if (look.rowsOf.size > 0.8 * look.items && look.items > FIRST_LOOK / 2) return undefined;
  const present = profile.rows - profile.missing;
  const { rowsOf, items, several, others, lengths } = countItems(profile, separator);
  const isSeveral = several >= SEVERAL * present;
  if (separator === '[]') {
    return isSeveral && others <= (1 - NEARLY_ALL) * present ? rowsOf : undefined;
  }
  const names = [...rowsOf.keys()];
  const length = names.reduce((sum, name) => sum + name.length, 0) / names.length;
  const isTold = isSeveral && items >= TIMES_EACH * rowsOf.size;
  const isShort = length <= LONGEST && rowsOf.size < cells.length;
  // Of two numbers between commas, or of a place and its country, each has a meaning of its own.
  const mayBePair =
    separator === ',' && (lengths.size === 1 || names.every((name) => NUMBER.test(name)));
  return isTold && isShort && !mayBePair ? rowsOf : undefined;
}

function countItems(
  { counts }: ColumnProfile,
  separator: ListSeparator,
  most = counts.cells.length,
): Counted {
  const rowsOf = new Map<string, number>();
  const lengths = new Set<number>();
  let [items, several, others] = [0, 0, 0];
  for (let i = 0; i < Math.min(most, counts.cells.length); i++) {
    const rows = counts.rowsOf[i] ?? 0;
    const own = listItems(separator, counts.cells[i] ?? '');
    if (!own) others += rows;
    for (const item of own ?? []) rowsOf.set(item, (rowsOf.get(item) ?? 0) + rows);
    items += rows * (own?.length ?? 0);
    if ((own?.length ?? 0) > 1) several += rows;
    lengths.add(own?.length ?? 0);
  }
  return { rowsOf, items, several, others, lengths };
}
