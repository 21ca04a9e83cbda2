import type { WrittenCell } from './written-cell.js';

/** A share of more is none of a whole. */
const MOST = 2;

/** Whether percents stand beside fractions: most numbers that have no sign are no more than 1, and none is much more. */
export function areShares(cells: readonly WrittenCell[]): boolean {
  let [fractions, shares, others] = [0, 0, 0];
  for (const { cell, rows, written } of cells) {
    if (!written || written.percent || written.unit !== '' || written.currency !== '') continue;
    const size = Math.abs(written.read(cell));
    if (size > MOST) return false;
    if (size <= 1) shares += rows;
    else others += rows;
    if (written.decimals && size <= 1) fractions++;
  }
  return fractions > 0 && shares > others;
}
