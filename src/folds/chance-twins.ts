import { columnHashes, keysOf, type RowHashes, rowHashes } from '../table/row-hashes.js';
import type { Column, Table } from '../table/table.js';
import type { Steps } from '../util/steps.js';

/** Cells that are looked at: of wide tables some of the columns. */
const MOST_CELLS = 2e7;
/** The share of pairs from which on chance explains them. */
const EXPLAINED = 0.5;

/**
 * Whether rows with the same features are what chance makes of few values, and no copies of each other. Pairs that differ in
 * one column alone tell: where s of them differ in column j, of which a share p of all pairs agrees, s · p / (1 − p) pairs
 * agree in it as well by chance. Columns hang together, so that p is also taken from pairs that differ in another column:
 * with s_j, s_k and s_jk pairs that differ in j, in k and in both alone, s_j · s_k / s_jk agree by chance. Copies agree in
 * everything or in little. A text or a picture is never the same by chance.
 */
export function* areTwinsByChance({
  rows,
  columns,
}: Pick<Table, 'rows' | 'columns'>): Steps<boolean> {
  const whole = yield* rowHashes(rows, columns);
  const same = pairsOf(whole);
  if (same === 0) return false;
  const all = (rows * (rows - 1)) / 2;
  let best: Differing | undefined;
  const known: Differing[] = [];
  for (const { column, place } of chosenColumns(rows, columns)) {
    yield;
    const own = columnHashes(rows, column, place);
    const differing = pairsOf(without(whole, own)) - same;
    const agreeing = pairsOf(own) / all;
    const byChance = agreeing < 1 ? (differing * agreeing) / (1 - agreeing) : 0;
    if (byChance >= EXPLAINED * same) return true;
    const found = { column, place, differing, byChance };
    known.push(found);
    if (!best || byChance > best.byChance) best = found;
  }
  return known.some((other) => best && agreeBeside(best, other, whole, same) >= EXPLAINED * same);
}

/** How many pairs of rows differ in a column alone, and how many would agree in it as well. */
interface Differing {
  readonly column: Column;
  readonly place: number;
  readonly differing: number;
  readonly byChance: number;
}

/** s_j · s_k / s_jk; 0 where no pair differs in both columns alone. */
function agreeBeside(one: Differing, other: Differing, whole: RowHashes, same: number): number {
  if (one.place === other.place || other.differing === 0) return 0;
  const hashesOf = ({ column, place }: Differing) => columnHashes(whole.low.length, column, place);
  const rest = without(without(whole, hashesOf(one)), hashesOf(other));
  const inBoth = pairsOf(rest) - same - one.differing - other.differing;
  return inBoth > 0 ? (one.differing * other.differing) / inBoth : 0;
}

/** Those that are no texts and pictures; of wide tables some. */
function chosenColumns(
  rows: number,
  columns: readonly Column[],
): readonly { readonly column: Column; readonly place: number }[] {
  const own = columns
    .map((column, place) => ({ column, place }))
    .filter(({ column }) => column.kind !== 'text' && column.kind !== 'image');
  const step = Math.max(1, (own.length * rows) / MOST_CELLS);
  return own.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}

function without(whole: RowHashes, own: RowHashes): RowHashes {
  return {
    low: whole.low.map((hash, row) => hash - (own.low[row] ?? 0)),
    high: whole.high.map((hash, row) => hash - (own.high[row] ?? 0)),
  };
}

/** How many pairs of rows have the same hash. */
function pairsOf(hashes: RowHashes): number {
  const keys = keysOf(hashes).sort();
  let [pairs, run] = [0, 0];
  for (let i = 1; i < keys.length; i++) {
    run = keys[i] === keys[i - 1] ? run + 1 : 0;
    pairs += run;
  }
  return pairs;
}
