import { type BinnedMatrix, valueOfBin } from './bins.js';
import type { GrownLeaf } from './grow-tree.js';
import { childOf, type Tree } from './tree.js';

/**
 * Calls `visit` with each row of the order and its leaf. Those that were grown on, `count` of them, lie leaf by leaf; the
 * others, behind them, have to walk down the tree, by their bins.
 */
export function eachLeaf(
  tree: Tree,
  { leaves, count, order }: { leaves: readonly GrownLeaf[]; count: number; order: Int32Array },
  x: BinnedMatrix,
  visit: (row: number, leaf: number) => void,
): void {
  for (const { node, start, count: rows } of leaves) {
    for (let place = start; place < start + rows; place++) visit(order[place] as number, node);
  }
  for (let place = count; place < order.length; place++) {
    const row = order[place] as number;
    visit(row, leafOfBins(tree, x, row));
  }
}

/** Thresholds are edges of bins, so that any value of a bin goes where the row's own would. */
function leafOfBins(tree: Tree, { rows, rules, data }: BinnedMatrix, row: number): number {
  const { columns } = tree;
  let node = 0;
  for (let column = columns[0] as number; column >= 0; column = columns[node] as number) {
    const rule = rules[column] as BinnedMatrix['rules'][number];
    node = childOf(tree, node, valueOfBin(rule, data[column * rows + row] as number));
  }
  return node;
}
