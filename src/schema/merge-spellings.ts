import { cleanText } from '../util/clean-text.js';
import { withoutOuter } from '../util/without-outer.js';
import type { CellCounts } from './cell-counts.js';

/** So few of a level's rows may be written otherwise, all other spellings together, that these are slips. */
const FEW = 0.05;
const OUTER = /[\s"'`.,;:!?()[\]{}_]/;

/** Levels, and other spellings of them, but for those that are told to stand apart: they differ in case or in signs around them alone, and are rare beside the first. */
export interface Spelled {
  readonly levels: readonly string[];
  readonly spellings: ReadonlyMap<string, string>;
}

export function mergeSpellings(
  { cells, rowsOf }: CellCounts,
  apart: ReadonlySet<string> = new Set(),
): Spelled {
  const written = new Map<string, number>();
  for (const [i, cell] of cells.entries()) {
    const clean = cleanText(cell);
    written.set(clean, (written.get(clean) ?? 0) + (rowsOf[i] ?? 0));
  }
  const groups = new Map<string, string[]>();
  for (const cell of written.keys()) {
    const key = spellingKey(cell);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  const spellings = new Map<string, string>();
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const rows = (cell: string) => written.get(cell) ?? 0;
    const [main = '', ...others] = group.toSorted((a, b) => rows(b) - rows(a));
    const all = group.reduce((sum, cell) => sum + rows(cell), 0);
    if (all - rows(main) < FEW * all)
      for (const other of others) if (!apart.has(other)) spellings.set(other, main);
  }
  return { levels: [...written.keys()].filter((cell) => !spellings.has(cell)), spellings };
}

function spellingKey(cell: string): string {
  return withoutOuter(cell.toLowerCase(), OUTER) || cell;
}
