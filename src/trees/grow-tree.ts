import type { BinRule } from './bins.js';
import { findSplit } from './find-split.js';
import { momentsOf, NO_MOMENTS, type NodeMoments, withoutPart } from './node-moments.js';
import { countMarked, countRows } from './row-counts.js';
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
  /** Of rows, which their gradients and hessians hold already. @default all 1 */
  readonly weights?: Float64Array | undefined;
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
  readonly sums: NodeMoments;
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
  const hasLevels = rules.some(({ kind }) => kind === 'levels');
  const { mostH, ...plain } = rootSums(arena, count);
  const fixed = { arena, rules, limits, builder, hasLevels, mostH };
  const grower: Grower = { ...fixed, free, open: [], leaves: [] };
  const products = hasLevels ? momentsAt(fixed, 0, count) : NO_MOMENTS;
  openRoot(grower, count, { ...products, ...plain });
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
  readonly hasLevels: boolean;
  /** The largest hessian of a row. */
  readonly mostH: number;
  /** Histograms that no leaf holds. */
  readonly free: number[];
  /** Leaves that can be split, and those that cannot. */
  readonly open: OpenLeaf[];
  readonly leaves: GrownLeaf[];
}

/** The sums of all rows, and the largest hessian of one. */
function rootSums({ order, pairs }: TreeArena, count: number) {
  let [g, h, mostH] = [0, 0, 0];
  for (let place = 0; place < count; place++) {
    const row = order[place] as number;
    const ownH = pairs[2 * row + 1] as number;
    g += pairs[2 * row] as number;
    h += ownH;
    if (ownH > mostH) mostH = ownH;
  }
  return { g, h, mostH };
}

function momentsAt(
  { arena, limits: { weights } }: Pick<Grower, 'arena' | 'limits'>,
  start: number,
  count: number,
): NodeMoments {
  if (!weights) return arena.moments(start, count);
  return momentsOf(arena.pairs, arena.order.subarray(start, start + count), weights);
}

function openRoot(grower: Grower, count: number, sums: NodeMoments): void {
  const { arena, limits } = grower;
  const histogram = takeHistogram(grower);
  if (!limits.columnsOfNode) arena.build(histogram, 0, count, limits.columns);
  openLeaf(grower, { start: 0, count, depth: 0, sums, histogram });
}

function takeHistogram({ free }: Grower): number {
  const histogram = free.pop();
  if (histogram === undefined) throw new Error('a growing tree has run out of histograms');
  return histogram;
}

/** A new leaf, with its best split found; its node. */
function openLeaf(grower: Grower, place: Omit<OpenLeaf, 'split' | 'node'>): number {
  const { limits, builder, open, leaves, free } = grower;
  const { sums, depth, histogram, start, count } = place;
  const { g, h } = sums;
  const node = builder.leaf(h + limits.lambda > 0 ? -g / (h + limits.lambda) : 0, h);
  const split = depth < limits.maxDepth ? bestSplit(grower, place) : undefined;
  if (split && split.column >= 0) open.push({ ...place, node, split });
  else {
    leaves.push({ node, start, count });
    if (!limits.columnsOfNode) free.push(histogram);
  }
  return node;
}

/** Rows are counted only where the best split leaves a side that may have too few. */
function bestSplit(
  { arena, rules, limits, mostH }: Grower,
  { start, count, sums, histogram }: Omit<OpenLeaf, 'split' | 'node'>,
): Split {
  const columns = limits.columnsOfNode?.() ?? limits.columns;
  if (limits.columnsOfNode) arena.build(histogram, start, count, columns);
  const node = { histogram, total: sums, rows: count, counts: undefined };
  const split = findSplit(arena, node, rules, columns, limits);
  const least = Math.max(1, limits.minChildRows);
  const lighter = Math.min(split.leftH, sums.h - split.leftH);
  const isFilled = least === 1 && limits.minChildWeight > 0;
  if (split.column < 0 || isFilled || lighter >= least * mostH) return split;
  const left = countMarked(arena, start, count, split.column, split.goesLeft);
  if (Math.min(left, count - left) >= least) return split;
  const counts = countRows(arena, start, count, columns);
  return findSplit(arena, { ...node, counts }, rules, columns, limits);
}

function splitLeaf(grower: Grower, leaf: OpenLeaf): void {
  const { arena, builder } = grower;
  const { node, start, count, split } = leaf;
  const leftCount = arena.partition(start, count, split.column, split.goesLeft);
  const [leftHistogram, rightHistogram] = histogramsOfParts(grower, leaf, leftCount);
  const [leftSums, rightSums] = momentsOfParts(grower, leaf, leftCount);
  const depth = leaf.depth + 1;
  const left = { start, count: leftCount, depth, sums: leftSums, histogram: leftHistogram };
  const right = {
    start: start + leftCount,
    count: count - leftCount,
    depth,
    sums: rightSums,
    histogram: rightHistogram,
  };
  const [a, b] = [openLeaf(grower, left), openLeaf(grower, right)];
  builder.split(node, split, a, b);
}

/** Those of the smaller side are summed, the larger one has what remains; where no levels ask, products are left out. */
function momentsOfParts(
  grower: Grower,
  { start, count, sums, split }: OpenLeaf,
  leftCount: number,
): readonly [left: NodeMoments, right: NodeMoments] {
  const { leftG: g, leftH: h } = split;
  const left = { ...NO_MOMENTS, g, h };
  if (!grower.hasLevels) return [left, withoutPart(sums, left)];
  const isLeftSmaller = 2 * leftCount <= count;
  const [from, size] = isLeftSmaller ? [start, leftCount] : [start + leftCount, count - leftCount];
  const part = momentsAt(grower, from, size);
  const rest = withoutPart(sums, part);
  return isLeftSmaller ? [part, rest] : [rest, part];
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
