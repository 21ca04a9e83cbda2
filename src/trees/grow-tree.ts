import type { BinRule } from './bins.js';
import { findSplit } from './find-split.js';
import type { Split, SplitRules } from './split.js';
import type { Tree } from './tree.js';
import type { TreeArena } from './tree-arena.js';
import { createTreeBuilder, type TreeBuilder } from './tree-builder.js';

/** How far a tree grows: leaf by leaf, the one whose split wins most first (Shi 2007; LightGBM). */
export interface GrowRules extends SplitRules {
  /** Infinite only where nodes draw their columns. */
  readonly maxLeaves: number;
  /** Splits from the root to a leaf at most. */
  readonly maxDepth: number;
  /** The columns that the tree may use. */
  readonly columns: ArrayLike<number>;
  /** Draws those that the split of a node may use; each node then counts its own histogram. @default all of them */
  readonly columnsOfNode?: (() => ArrayLike<number>) | undefined;
  /** Asked before every split: the tree stays as it is. @default never */
  readonly shouldStop?: (() => boolean) | undefined;
}

/** A leaf of the growing tree: its rows are `count` places of the order from `start` on. */
export interface GrownLeaf {
  readonly node: number;
  readonly start: number;
  readonly count: number;
}

export interface GrownTree {
  readonly leaves: readonly GrownLeaf[];
  /** Gives a leaf another answer than −G / (H + λ). */
  setValue(leaf: GrownLeaf, value: number): void;
  build(): Tree;
}

interface OpenLeaf extends GrownLeaf {
  readonly depth: number;
  readonly g: number;
  readonly h: number;
  readonly histogram: number;
  readonly split: Split;
}

/** Histograms that growing needs: one for each leaf that may still be split, or one for all of them. */
export function histogramsFor({
  maxLeaves,
  columnsOfNode,
}: Pick<GrowRules, 'maxLeaves' | 'columnsOfNode'>): number {
  return columnsOfNode ? 1 : maxLeaves + 1;
}

/** Grows a tree on the first `count` rows of the arena's order, by the gradients that the arena holds. */
export function growTree(
  arena: TreeArena,
  rules: readonly BinRule[],
  count: number,
  limits: GrowRules,
): GrownTree {
  const builder = createTreeBuilder(rules);
  const free = Array.from({ length: histogramsFor(limits) }, (_, i) => i);
  const grower: Grower = { arena, rules, limits, builder, free, open: [], leaves: [] };
  openRoot(grower, count);
  while (grower.open.length > 0 && grower.open.length + grower.leaves.length < limits.maxLeaves) {
    if (limits.shouldStop?.()) break;
    const [leaf] = grower.open.splice(nextOf(grower), 1);
    if (leaf) splitLeaf(grower, leaf);
  }
  return {
    leaves: [...grower.leaves, ...grower.open],
    setValue: ({ node }, value) => builder.setValue(node, value),
    build: () => builder.build(),
  };
}

interface Grower {
  readonly arena: TreeArena;
  readonly rules: readonly BinRule[];
  readonly limits: GrowRules;
  readonly builder: TreeBuilder;
  /** Histograms that no leaf holds. */
  readonly free: number[];
  /** Leaves that can be split, and those that cannot. */
  readonly open: OpenLeaf[];
  readonly leaves: GrownLeaf[];
}

function openRoot(grower: Grower, count: number): void {
  const { arena, limits } = grower;
  let [g, h] = [0, 0];
  for (let place = 0; place < count; place++) {
    const row = arena.order[place] as number;
    g += arena.pairs[2 * row] as number;
    h += arena.pairs[2 * row + 1] as number;
  }
  const histogram = takeHistogram(grower);
  if (!limits.columnsOfNode) arena.build(histogram, 0, count, limits.columns);
  openLeaf(grower, { start: 0, count, depth: 0, g, h, histogram });
}

function takeHistogram({ free }: Grower): number {
  const histogram = free.pop();
  if (histogram === undefined) throw new Error('a growing tree has run out of histograms');
  return histogram;
}

/** A new leaf, with its best split found; its node. */
function openLeaf(grower: Grower, place: Omit<OpenLeaf, 'split' | 'node'>): number {
  const { limits, builder, open, leaves, free } = grower;
  const { g, h, depth, histogram, start, count } = place;
  const node = builder.leaf(h + limits.lambda > 0 ? -g / (h + limits.lambda) : 0, h);
  const split = depth < limits.maxDepth ? bestSplit(grower, place) : undefined;
  if (split && split.column >= 0) open.push({ ...place, node, split });
  else {
    leaves.push({ node, start, count });
    if (!limits.columnsOfNode) free.push(histogram);
  }
  return node;
}

function bestSplit(
  { arena, rules, limits }: Grower,
  { start, count, g, h, histogram }: Omit<OpenLeaf, 'split' | 'node'>,
): Split {
  const own = limits.columnsOfNode?.();
  if (own) arena.build(histogram, start, count, own);
  return findSplit(arena, histogram, rules, own ?? limits.columns, { g, h, rows: count }, limits);
}

function splitLeaf(grower: Grower, leaf: OpenLeaf): void {
  const { arena, builder } = grower;
  const { node, start, count, split } = leaf;
  const leftCount = arena.partition(start, count, split.column, split.goesLeft);
  const [leftSums, rightSums] = histogramsOfParts(grower, leaf, leftCount);
  const depth = leaf.depth + 1;
  const { leftG, leftH } = split;
  const left = { start, count: leftCount, depth, g: leftG, h: leftH, histogram: leftSums };
  const right = {
    start: start + leftCount,
    count: count - leftCount,
    depth,
    g: leaf.g - leftG,
    h: leaf.h - leftH,
    histogram: rightSums,
  };
  const [a, b] = [openLeaf(grower, left), openLeaf(grower, right)];
  builder.split(node, split, a, b);
}

/** The smaller side is counted, the larger one is what remains of the parent. */
function histogramsOfParts(
  grower: Grower,
  { start, count, histogram }: OpenLeaf,
  leftCount: number,
): readonly [left: number, right: number] {
  const { arena, limits } = grower;
  if (limits.columnsOfNode) return [histogram, histogram];
  const other = takeHistogram(grower);
  const isLeftSmaller = 2 * leftCount <= count;
  const [from, size] = isLeftSmaller ? [start, leftCount] : [start + leftCount, count - leftCount];
  arena.build(other, from, size, limits.columns);
  arena.subtract(histogram, other, histogram);
  return isLeftSmaller ? [other, histogram] : [histogram, other];
}

/** The place of the leaf to split next; the first of equal ones, and any where all are split in the end. */
function nextOf({ open, limits }: Grower): number {
  if (limits.maxLeaves === Number.POSITIVE_INFINITY) return open.length - 1;
  let best = 0;
  for (let i = 1; i < open.length; i++) {
    if ((open[i]?.split.gain ?? 0) > (open[best]?.split.gain ?? 0)) best = i;
  }
  return best;
}
