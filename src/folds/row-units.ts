import type { Column, Table } from '../table/table.js';

/** Rows that are repeated in more than this share of the table are levels of a small world, not copies. */
const COPIES_SHARE = 0.1;
const FEW_COPIES = 10;

export interface RowUnits {
  /** The unit of each row, by its first row; rows of a unit fall in the same fold. Undefined: each is its own. */
  readonly units: Int32Array | undefined;
  /** What the user should know. */
  readonly note: string | undefined;
}

/**
 * Rows that must not be parted: those of a group, and those with the same features, of which one would show the
 * other's answer. Where one row makes up a tenth of a table, the same features are no sign of a copy.
 */
export function rowUnits(table: Table): RowUnits {
  const copies = copiesOf(table);
  const most = mostRows(copies);
  const isSmallWorld = most > Math.max(FEW_COPIES, COPIES_SHARE * table.rows);
  const note = isSmallWorld
    ? `${most} rows have the same features: rows with the same features may fall in different folds`
    : undefined;
  const links = [isSmallWorld ? undefined : copies, firstRows(table.groups)].filter(
    (link) => link !== undefined,
  );
  const units = joined(table.rows, links);
  return { units: mostRows(units) > 1 ? units : undefined, note };
}

/** For each row the first row with the same features. */
function copiesOf({ rows, columns }: Table): Int32Array {
  const byHash = new Map<number, number[]>();
  const hashes = rowHashes(rows, columns);
  return Int32Array.from({ length: rows }, (_, row) => {
    const hash = hashes[row] ?? 0;
    const firsts = byHash.get(hash) ?? [];
    const same = firsts.find((first) => columns.every((column) => isSame(column, first, row)));
    if (same !== undefined) return same;
    byHash.set(hash, [...firsts, row]);
    return row;
  });
}

function valuesOf(column: Column): Float64Array | Int32Array {
  return column.kind === 'numeric' || column.kind === 'datetime' ? column.values : column.codes;
}

function isSame(column: Column, a: number, b: number): boolean {
  const values = valuesOf(column);
  return Object.is(values[a], values[b]);
}

/** Two mixed halves of the bits of every value (Knuth's multiplicative hashing, one word after the other). */
function rowHashes(rows: number, columns: readonly Column[]): Float64Array {
  const word = new Float64Array(1);
  const bits = new Uint32Array(word.buffer);
  const low = new Int32Array(rows);
  const high = new Int32Array(rows);
  for (const column of columns) {
    const values = valuesOf(column);
    for (let row = 0; row < rows; row++) {
      word[0] = values[row] ?? 0;
      low[row] = mixed(low[row] ?? 0, bits[0] ?? 0, bits[1] ?? 0);
      high[row] = mixed(high[row] ?? 0, bits[1] ?? 0, (bits[0] ?? 0) + 1);
    }
  }
  return Float64Array.from(low, (own, row) => (own >>> 0) + ((high[row] ?? 0) >>> 11) * 2 ** 32);
}

function mixed(hash: number, a: number, b: number): number {
  let mix = Math.imul(hash ^ a, 0x9e3779b1);
  mix ^= mix >>> 15;
  mix = Math.imul(mix ^ b, 0x85ebca6b);
  return mix ^ (mix >>> 13);
}

/** For each row the first row of its group; a row without a group stays alone. */
function firstRows(groups: Int32Array | undefined): Int32Array | undefined {
  const firstOf = new Map<number, number>();
  return groups?.map((group, row) => {
    if (group < 0) return row;
    const first = firstOf.get(group) ?? row;
    firstOf.set(group, first);
    return first;
  });
}

/** Units that keep every link: each row's root among its links (union-find; Tarjan 1975). */
function joined(rows: number, links: readonly Int32Array[]): Int32Array {
  const parents = Int32Array.from({ length: rows }, (_, row) => row);
  const root = (row: number): number => {
    let at = row;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at;
      at = parents[at] ?? at;
    }
    return at;
  };
  for (const link of links) {
    for (const [row, linked] of link.entries()) {
      const [a, b] = [root(row), root(linked)];
      parents[Math.max(a, b)] = Math.min(a, b);
    }
  }
  return parents.map((_, row) => root(row));
}

function mostRows(units: Int32Array): number {
  const counts = new Int32Array(units.length);
  for (const unit of units) counts[unit] = (counts[unit] ?? 0) + 1;
  return counts.reduce((a, b) => Math.max(a, b), 0);
}
