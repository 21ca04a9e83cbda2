import { boundsOfSides } from './monotone-split.js';
import { countMarked, countRows } from './row-counts.js';
import { type AnswerBounds, NO_BOUNDS, type Split, type SplitRules } from './split.js';
import type { HessianSum, SplitFinder } from './split-finder.js';
import type { Tree } from './tree.js';
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

interface OpenLeaf<Sums> extends GrownLeaf {
  readonly depth: number;
  readonly sums: Sums;
  readonly histogram: number;
  readonly bounds: AnswerBounds;
  readonly split: Split;
}

type NewLeaf<Sums> = Omit<OpenLeaf<Sums>, 'split' | 'node'>;

/** Histograms that growing needs: one for each leaf that may still be split, or one for all of them. */
export function histogramsFor({
  maxLeaves,
  columnsOfNode,
}: Pick<GrowRules, 'maxLeaves' | 'columnsOfNode'>): number {
  return columnsOfNode ? 1 : maxLeaves + 1;
}

/** Grows a tree on the first `count` rows of the arena's order, by the numbers that the arena holds of them. */
export function growTree<Sums extends HessianSum>(
  finder: SplitFinder<Sums>,
  count: number,
  limits: GrowRules,
): GrownTree {
  const builder = createTreeBuilder(finder.rules);
  const free = Array.from({ length: histogramsFor(limits) }, (_, i) => i);
  const { sums, mostH } = finder.root(count);
  const grower: Grower<Sums> = { finder, limits, builder, mostH, free, open: [], leaves: [] };
  openRoot(grower, count, sums);
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

interface Grower<Sums extends HessianSum> {
  readonly finder: SplitFinder<Sums>;
  readonly limits: GrowRules;
  readonly builder: TreeBuilder;
  /** The largest hessian of a row. */
  readonly mostH: number;
  /** Histograms that no leaf holds. */
  readonly free: number[];
  /** Leaves that can be split, and those that cannot. */
  readonly open: OpenLeaf<Sums>[];
  readonly leaves: GrownLeaf[];
}

function openRoot<Sums extends HessianSum>(grower: Grower<Sums>, count: number, sums: Sums): void {
  const { finder, limits } = grower;
  const histogram = takeHistogram(grower.free);
  if (!limits.columnsOfNode) finder.arena.build(histogram, 0, count, limits.columns);
  openLeaf(grower, { start: 0, count, depth: 0, sums, histogram, bounds: NO_BOUNDS });
}

/** One that no leaf holds. */
export function takeHistogram(free: number[]): number {
  const histogram = free.pop();
  if (histogram === undefined) throw new Error('a growing tree has run out of histograms');
  return histogram;
}

/** A new leaf, with its best split found; its node. */
function openLeaf<Sums extends HessianSum>(grower: Grower<Sums>, place: NewLeaf<Sums>): number {
  const { finder, limits, builder, open, leaves, free } = grower;
  const { sums, depth, histogram, start, count } = place;
  const node = builder.leaf(within(finder.leafValue(sums), place.bounds));
  const split = depth < limits.maxDepth ? bestSplit(grower, place) : undefined;
  if (split && split.column >= 0) open.push({ ...place, node, split });
  else {
    leaves.push({ node, start, count });
    if (!limits.columnsOfNode) free.push(histogram);
  }
  return node;
}

/** Rows are counted only where the best split leaves a side that may have too few. */
function bestSplit<Sums extends HessianSum>(
  { finder, limits, mostH }: Grower<Sums>,
  { start, count, sums, histogram, bounds }: NewLeaf<Sums>,
): Split {
  const { arena } = finder;
  const columns = limits.columnsOfNode?.() ?? limits.columns;
  const isDrawn = limits.columnsOfNode !== undefined;
  const node = { histogram, start, total: sums, rows: count, counts: undefined, bounds, isDrawn };
  if (isDrawn) finder.prepare(node, columns);
  const split = finder.find(node, columns);
  const least = Math.max(1, limits.minChildRows);
  const lighter = Math.min(split.leftH, sums.h - split.leftH);
  const isFilled = least === 1 && limits.minChildWeight > 0;
  if (split.column < 0 || isFilled || lighter >= least * mostH) return split;
  const left = countMarked(arena, start, count, split.column, split.goesLeft);
  if (Math.min(left, count - left) >= least) return split;
  const counted = { ...node, counts: countRows(arena, start, count, columns) };
  if (isDrawn) finder.prepare(counted, columns);
  return finder.find(counted, columns);
}

function splitLeaf<Sums extends HessianSum>(grower: Grower<Sums>, leaf: OpenLeaf<Sums>): void {
  const { finder, builder } = grower;
  const { node, start, count, split } = leaf;
  const leftCount = finder.arena.partition(start, count, split.column, split.goesLeft);
  const [leftHistogram, rightHistogram] = histogramsOfParts(grower, leaf, leftCount);
  const [leftSums, rightSums] = finder.sides({ ...leaf, leftCount });
  const depth = leaf.depth + 1;
  const [leftBounds, rightBounds] = boundsOf(grower, leaf, leftSums, rightSums);
  const left = {
    start,
    count: leftCount,
    depth,
    sums: leftSums,
    histogram: leftHistogram,
    bounds: leftBounds,
  };
  const right = {
    start: start + leftCount,
    count: count - leftCount,
    depth,
    sums: rightSums,
    histogram: rightHistogram,
    bounds: rightBounds,
  };
  const [a, b] = [openLeaf(grower, left), openLeaf(grower, right)];
  builder.split(node, split, a, b);
}

/** What both sides may answer, so that they stand in the order that the column asks for. */
function boundsOf<Sums extends HessianSum>(
  { finder, limits }: Grower<Sums>,
  { split, bounds }: OpenLeaf<Sums>,
  left: Sums,
  right: Sums,
): readonly [left: AnswerBounds, right: AnswerBounds] {
  const direction = limits.directions?.[split.column] ?? 0;
  if (direction === 0) return [bounds, bounds];
  const answer = (sums: Sums) => within(finder.leafValue(sums), bounds);
  return boundsOfSides(direction, bounds, answer(left), answer(right));
}

function within(value: number, { low, high }: AnswerBounds): number {
  return Math.max(low, Math.min(high, value));
}

/** The smaller side is counted, the larger one is what remains of the parent. */
function histogramsOfParts<Sums extends HessianSum>(
  { finder: { arena }, limits, free }: Grower<Sums>,
  { start, count, histogram }: OpenLeaf<Sums>,
  leftCount: number,
): readonly [left: number, right: number] {
  if (limits.columnsOfNode) return [histogram, histogram];
  const other = takeHistogram(free);
  const isLeftSmaller = 2 * leftCount <= count;
  const [from, size] = isLeftSmaller ? [start, leftCount] : [start + leftCount, count - leftCount];
  arena.build(other, from, size, limits.columns);
  arena.subtract(histogram, other, histogram);
  return isLeftSmaller ? [other, histogram] : [histogram, other];
}

/** The place of the leaf to split next; the first of equal ones, and any where all are split in the end. */
function nextOf<Sums extends HessianSum>({ open, limits }: Grower<Sums>): number {
  if (limits.maxLeaves === Number.POSITIVE_INFINITY) return open.length - 1;
  let best = 0;
  for (let i = 1; i < open.length; i++) {
    if ((open[i]?.split.gain ?? 0) > (open[best]?.split.gain ?? 0)) best = i;
  }
  return best;
}
