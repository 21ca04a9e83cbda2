import { powerOfTwoFrom } from '../util/elementary/powers-of-two.js';
import type { CellCounts } from './cell-counts.js';

/** Beyond so many, an own hash table is filled far sooner than a Map of strings. */
const MANY = 32_768;

/** Puts together what is there several times, in order of first appearance. */
export function mergeCells(counts: CellCounts): CellCounts {
  return counts.cells.length > MANY ? mergeMany(counts) : mergeFew(counts);
}

function mergeFew({ cells, rowsOf }: CellCounts): CellCounts {
  const counts = new Map<string, number>();
  for (const [i, cell] of cells.entries()) {
    counts.set(cell, (counts.get(cell) ?? 0) + (rowsOf[i] ?? 0));
  }
  return { cells: [...counts.keys()], rowsOf: Float64Array.from(counts.values()) };
}

/** By open addressing; the places of cells that are there for the first time. */
function mergeMany({ cells, rowsOf }: CellCounts): CellCounts {
  const slots = new Int32Array(powerOfTwoFrom(2 * cells.length)).fill(-1);
  const mask = slots.length - 1;
  const hashes = new Int32Array(cells.length);
  const rows = rowsOf.slice();
  const again: number[] = [];
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] as string;
    const hash = hashOf(cell);
    hashes[i] = hash;
    let slot = hash & mask;
    let place = slots[slot] as number;
    while (place >= 0 && !(hashes[place] === hash && cells[place] === cell)) {
      slot = (slot + 1) & mask;
      place = slots[slot] as number;
    }
    if (place < 0) slots[slot] = i;
    else {
      rows[place] = (rows[place] as number) + (rows[i] as number);
      again.push(i);
    }
  }
  return again.length === 0 ? { cells, rowsOf } : without(again, cells, rows);
}

function without(
  places: readonly number[],
  cells: readonly string[],
  rows: Float64Array,
): CellCounts {
  const found: string[] = [];
  for (let i = 0, next = 0; i < cells.length; i++) {
    if (places[next] === i) next++;
    else {
      rows[found.length] = rows[i] as number;
      found.push(cells[i] as string);
    }
  }
  return { cells: found, rowsOf: rows.subarray(0, found.length) };
}

/** FNV-1a, its upper bits mixed into the lower ones. */
function hashOf(cell: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < cell.length; i++) hash = Math.imul(hash ^ cell.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}
