import { HISTOGRAM_BINS, type RowArena } from './tree-arena.js';

/** Rows of a node by bin, (columns, 256), at these places of the order; other columns are 0. */
export function countRows(
  arena: RowArena,
  start: number,
  count: number,
  columns: ArrayLike<number>,
): Int32Array {
  const counts = new Int32Array(arena.x.rules.length * HISTOGRAM_BINS);
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i] as number;
    const first = column * HISTOGRAM_BINS;
    countBins(arena, start, count, column, counts.subarray(first, first + HISTOGRAM_BINS));
  }
  return counts;
}

/** Adds the rows at these places of the order to their bins of a column. */
export function countBins(
  { x, order }: RowArena,
  start: number,
  count: number,
  column: number,
  counts: Int32Array,
): void {
  const first = column * x.rows;
  for (let place = start; place < start + count; place++) {
    const bin = x.data[first + (order[place] as number)] as number;
    counts[bin] = (counts[bin] as number) + 1;
  }
}

/** How many of these rows have a bin of the column that is marked with 1. */
export function countMarked(
  { x, order }: RowArena,
  start: number,
  count: number,
  column: number,
  marks: Uint8Array,
): number {
  let marked = 0;
  for (let place = start; place < start + count; place++) {
    marked += marks[x.data[column * x.rows + (order[place] as number)] as number] as number;
  }
  return marked;
}
