import { equalRows } from '../table/equal-rows.js';
import type { Table } from '../table/table.js';
import type { Steps } from '../util/steps.js';
import { areTwinsByChance } from './chance-twins.js';
import { sharedPictures } from './shared-pictures.js';

/** Rows that are repeated in more than this share of the table are levels of a small world, not copies. */
const COPIES_SHARE = 0.1;
const FEW_COPIES = 10;
/** So many rows for each different one are a small world too. */
const ROWS_OF_A_KIND = 5;
/** Chance is told of where so many rows are affected. */
const TOLD_SHARE = 0.01;

export interface RowUnits {
  /** The unit of each row, by its first row; rows of a unit fall in the same fold. Undefined: each is its own. */
  readonly units: Int32Array | undefined;
  /** What the user should know. */
  readonly note?: string | undefined;
}

/**
 * Rows that must not be parted: those of a group, and those with the same features, of which one would show the
 * other's answer, also by its picture alone. Where one row makes up a tenth of a table, where most rows are of few kinds, and where few values agree by
 * chance, the same features are no sign of a copy.
 */
export function* rowUnits(table: Table): Steps<RowUnits> {
  const copies = yield* equalRows(table);
  const { areCopies, note } = yield* judgeTwins(table, copies);
  const pictures = yield* sharedPictures(table);
  const links = [areCopies ? copies : undefined, firstRows(table.groups), ...pictures.links].filter(
    (link) => link !== undefined,
  );
  const notes = [note, ...pictures.notes].filter((own) => own !== undefined);
  const units = joined(table.rows, links);
  return {
    units: mostRows(units) > 1 ? units : undefined,
    note: notes.length > 0 ? notes.join('; ') : undefined,
  };
}

/** Whether rows with the same features are copies, and what is told where many are none. */
function* judgeTwins(
  table: Table,
  copies: Int32Array,
): Steps<{ readonly areCopies: boolean; readonly note?: string }> {
  const { rows, columns } = table;
  // Rows without features are not the same by them.
  if (columns.length === 0) return { areCopies: false };
  const counts = rowsOfUnits(copies);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const apart = 'rows with the same features may fall in different folds';
  if (most > Math.max(FEW_COPIES, COPIES_SHARE * rows))
    return { areCopies: false, note: `${most} rows have the same features: ${apart}` };
  const kinds = counts.reduce((sum, count) => sum + Number(count > 0), 0);
  const repeated = counts.reduce((sum, count) => sum + (count > 1 ? count : 0), 0);
  const isSmallWorld = rows >= ROWS_OF_A_KIND * kinds;
  if (!isSmallWorld && (repeated === 0 || !(yield* areTwinsByChance(table))))
    return { areCopies: true };
  if (repeated < TOLD_SHARE * rows) return { areCopies: false };
  const note = `${repeated} rows have the features of another one, as few values agree by chance: ${apart}`;
  return { areCopies: false, note };
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
  return rowsOfUnits(units).reduce((a, b) => Math.max(a, b), 0);
}

/** By the first row of each unit; 0 for others. */
function rowsOfUnits(units: Int32Array): Int32Array {
  const counts = new Int32Array(units.length);
  for (const unit of units) counts[unit] = (counts[unit] ?? 0) + 1;
  return counts;
}
