import { permutation, type Random } from '../util/random.js';

/** What a round draws of its rows and columns: shares in (0, 1]. */
export interface DrawOptions {
  readonly rowShare: number;
  readonly columnShare: number;
  readonly random: Random;
}

/**
 * Puts the rows of a round first in the order, and the others behind them, both ascending; how many they are (selection
 * sampling; Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S). Rows of weight 0 are never drawn.
 */
export function drawRows(
  order: Int32Array,
  weights: Float64Array,
  { rowShare, random }: DrawOptions,
): number {
  const rows = order.length;
  let left = 0;
  for (let row = 0; row < rows; row++) if (weights[row] !== 0) left++;
  const count = Math.min(left, Math.max(1, Math.round(rowShare * left)));
  const takesAll = count === left;
  let drawn = 0;
  for (let row = 0; row < rows; row++) {
    const counts = weights[row] !== 0;
    const isDrawn = counts && (takesAll || left * random.next() < count - drawn);
    if (counts) left--;
    order[isDrawn ? drawn++ : count + row - drawn] = row;
  }
  return count;
}

/** The columns of a tree, ascending. */
export function drawColumns(columns: number, { columnShare, random }: DrawOptions): Int32Array {
  if (columnShare >= 1) return Int32Array.from({ length: columns }, (_, column) => column);
  const count = Math.max(1, Math.round(columnShare * columns));
  return permutation(random, columns).subarray(0, count).sort();
}
