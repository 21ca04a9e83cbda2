import { mapInSteps, type Steps } from '../util/steps.js';
import { allValuesOf, type RowHashes, rowHashes } from './row-hashes.js';
import type { Column, Table } from './table.js';

/** Rows that are looked up in one step. */
const ROWS_A_STEP = 200_000;

/** For each row the first row with the same value in every column, missing ones being the same. */
export function* equalRows({ rows, columns }: Pick<Table, 'rows' | 'columns'>): Steps<Int32Array> {
  const hashes = yield* rowHashes(rows, columns);
  const find = finder(hashes, columns);
  const firsts = new Int32Array(rows);
  const starts = Array.from({ length: Math.ceil(rows / ROWS_A_STEP) }, (_, i) => i * ROWS_A_STEP);
  yield* mapInSteps(starts, (start) => {
    const end = Math.min(rows, start + ROWS_A_STEP);
    for (let row = start; row < end; row++) firsts[row] = find(row);
  });
  return firsts;
}

/** Gives the first row that was asked for and is the same: a hash table with open addressing. */
function finder({ low, high }: RowHashes, columns: readonly Column[]): (row: number) => number {
  let size = 64;
  while (size < 2 * low.length) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  return (row) => {
    for (let slot = (low[row] ?? 0) & (size - 1); ; slot = (slot + 1) & (size - 1)) {
      const other = slots[slot] ?? -1;
      if (other < 0) {
        slots[slot] = row;
        return row;
      }
      const isLike = low[other] === low[row] && high[other] === high[row];
      if (isLike && columns.every((column) => isSame(column, other, row))) return other;
    }
  };
}

function isSame(column: Column, a: number, b: number): boolean {
  return allValuesOf(column).every((values) => {
    const [own = Number.NaN, other = Number.NaN] = [values[a], values[b]];
    return own === other || (Number.isNaN(own) && Number.isNaN(other));
  });
}
