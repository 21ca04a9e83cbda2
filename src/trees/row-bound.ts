import type { SplitNode } from './split.js';
import { HISTOGRAM_BINS, type RowBound } from './tree-arena.js';

/** The fewest rows on a side of a column; undefined where rows were not counted. */
export function rowBound(
  { rows, counts }: SplitNode<unknown>,
  column: number,
  minChildRows: number,
): RowBound | undefined {
  const first = column * HISTOGRAM_BINS;
  const own = counts?.subarray(first, first + HISTOGRAM_BINS);
  return own && { counts: own, from: 0, total: rows, least: Math.max(1, minChildRows) };
}
