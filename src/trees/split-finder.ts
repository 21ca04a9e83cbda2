import type { BinRule } from './bins.js';
import type { Split, SplitNode } from './split.js';
import type { RowArena } from './tree-arena.js';

/** How a growing tree sums its rows and chooses its splits, for one kind of sums. */
export interface SplitFinder<Sums extends HessianSum> {
  readonly arena: RowArena;
  readonly rules: readonly BinRule[];
  /** Of the first rows of the order: their sums, and the largest and the least hessian of one. */
  root(count: number): { readonly sums: Sums; readonly mostH: number; readonly leastH: number };
  /** Sums what `find` needs of a node whose columns were drawn. */
  prepare(node: SplitNode<Sums>, columns: ArrayLike<number>): void;
  /** The best split of a node over the columns; its column is −1 when none is allowed. */
  find(node: SplitNode<Sums>, columns: ArrayLike<number>): Split;
  /** The sums of both sides of a node that was split; its left rows come first. */
  sides(node: PartedNode<Sums>): readonly [left: Sums, right: Sums];
  /** What a leaf answers unless it is told otherwise. */
  leafValue(sums: Sums): number;
}

/** What every kind of sums has. */
export interface HessianSum {
  readonly h: number;
}

/** A node whose rows lie parted in the order from `start` on. */
export interface PartedNode<Sums> {
  readonly start: number;
  readonly count: number;
  readonly leftCount: number;
  readonly sums: Sums;
  readonly split: Split;
}

/** Both sides' sums: those of the smaller one are worked out, the larger one has what remains. */
export function bySmallerSide<Sums>(
  { start, count, leftCount, sums }: PartedNode<Sums>,
  sumsOf: (start: number, count: number) => Sums,
  without: (whole: Sums, part: Sums) => Sums,
): readonly [left: Sums, right: Sums] {
  const isLeftSmaller = 2 * leftCount <= count;
  const part = isLeftSmaller
    ? sumsOf(start, leftCount)
    : sumsOf(start + leftCount, count - leftCount);
  const rest = without(sums, part);
  return isLeftSmaller ? [part, rest] : [rest, part];
}
