import type { GrownLeaf } from './grow-tree.js';
import { leafOf, type RawMatrix, type Tree } from './tree.js';

/**
 * Calls `visit` with each row of the order and its leaf. Those that were grown on, `count` of them, lie leaf by leaf; the
 * others, behind them, have to walk down the tree.
 */
export function eachLeaf(
  tree: Tree,
  { leaves, count, order }: { leaves: readonly GrownLeaf[]; count: number; order: Int32Array },
  raw: RawMatrix,
  visit: (row: number, leaf: number) => void,
): void {
  for (const { node, start, count: rows } of leaves) {
    for (let place = start; place < start + rows; place++) visit(order[place] as number, node);
  }
  for (let place = count; place < order.length; place++) {
    const row = order[place] as number;
    visit(row, leafOf(tree, raw.data, row * raw.columns));
  }
}
