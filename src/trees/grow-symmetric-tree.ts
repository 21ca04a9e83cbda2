import { symmetricSplit } from './find-symmetric-split.js';
import { type GrownLeaf, type GrownTree, type GrowRules, takeHistogram } from './grow-tree.js';
import { NO_MOMENTS, type NodeMoments, type NodeSums } from './node-moments.js';
import type { PairFinder } from './pair-finder.js';
import { countMarked } from './row-counts.js';
import type { Split } from './split.js';
import { HISTOGRAM_BINS, leafScore } from './tree-arena.js';
import { createTreeBuilder, type TreeBuilder } from './tree-builder.js';

/** A node of the level that is parted next. */
export interface LevelNode extends GrownLeaf {
  readonly sums: NodeSums;
  readonly histogram: number;
}

/** Histograms that growing needs: one for each node of the last level that is parted, which has a row, and one more while it is. */
export function symmetricHistograms(
  { maxDepth }: Pick<GrowRules, 'maxDepth'>,
  rows: number,
): number {
  return Math.max(1, Math.min(2 ** Math.max(0, maxDepth - 1), rows)) + 1;
}

/**
 * Grows a tree level by level: all nodes of a level are parted by the same column at the same place, the one that wins most
 * on all of them together (oblivious trees; Kohavi and Li 1995, Prokhorenkova et al. 2018, "CatBoost"). So much is asked
 * of one split that a tree fits less of the noise. A node that it would leave with too few rows or hessians on a side stays whole and goes on
 * to the next level. `maxLeaves` does not bind.
 */
export function growSymmetricTree(finder: PairFinder, count: number, given: GrowRules): GrownTree {
  const { arena, rules } = finder;
  const builder = createTreeBuilder(rules);
  const histograms = symmetricHistograms(given, arena.x.rows);
  const free = Array.from({ length: histograms }, (_, i) => i);
  const { sums, mostH, leastH } = finder.root(count);
  const limits = boundByHessians(given, leastH);
  const histogram = takeHistogram(free);
  arena.build(histogram, 0, count, limits.columns);
  const node = builder.leaf(finder.leafValue(sums));
  let level: readonly LevelNode[] = [{ node, start: 0, count, sums, histogram }];
  const grower: LevelGrower = { finder, limits, builder, free, all: sums, mostH };
  for (let depth = 0; depth < limits.maxDepth && !limits.shouldStop?.(); depth++) {
    const split = bestSplit(grower, level);
    if (split.column < 0) break;
    const isLast = depth + 1 === limits.maxDepth;
    const next = level.flatMap((own) => partNode(grower, own, split, isLast));
    if (next.length === level.length) break;
    level = next;
  }
  return {
    leaves: level,
    setValue: ({ node }, value) => builder.setValue(node, value),
    build: () => builder.build(),
  };
}

/** A side of less hessians than so many of the least has too few rows: where all are alike, none needs to be counted. */
function boundByHessians(limits: GrowRules, leastH: number): GrowRules {
  const least = Math.max(1, limits.minChildRows) * leastH * ROUNDING;
  const isKnown = Number.isFinite(least);
  return isKnown ? { ...limits, minChildWeight: Math.max(limits.minChildWeight, least) } : limits;
}

/** Sums may have come out so much smaller. */
const ROUNDING = 1 - 1e-6;

interface LevelGrower {
  readonly finder: PairFinder;
  readonly limits: GrowRules;
  readonly builder: TreeBuilder;
  /** Histograms that no node holds. */
  readonly free: number[];
  /** Of all rows: their sums, and the largest hessian of one. */
  readonly all: NodeMoments;
  readonly mostH: number;
}

/** Rows are counted only where the best split wins by a node that it would leave with too few on a side, and that stays whole. */
function bestSplit(grower: LevelGrower, nodes: readonly LevelNode[]): Split {
  const { finder, limits, all } = grower;
  const find = (isCounted: boolean) =>
    symmetricSplit(finder.arena, { nodes, all, isCounted }, finder.rules, limits);
  const split = find(false);
  const isBound = split.column >= 0 && nodes.some((node) => leavesTooFew(grower, node, split));
  return isBound ? find(true) : split;
}

/** Whether a side has hessians enough, but too few rows. */
function leavesTooFew(
  { finder: { arena }, limits, mostH }: LevelGrower,
  { start, count, sums, histogram }: LevelNode,
  split: Split,
): boolean {
  const least = Math.max(1, limits.minChildRows);
  const left = leftSums(arena.sums(histogram), split);
  const lighter = Math.min(left.h, sums.h - left.h);
  if (lighter < limits.minChildWeight || lighter >= least * mostH) return false;
  const rows = countMarked(arena, start, count, split.column, split.goesLeft);
  return Math.min(rows, count - rows) < least;
}

/** Both sides of a node, or the node itself. */
function partNode(
  { finder, limits, builder, free }: LevelGrower,
  own: LevelNode,
  split: Split,
  isLast: boolean,
): readonly LevelNode[] {
  const { arena } = finder;
  const { start, count, histogram } = own;
  const left = leftSums(arena.sums(histogram), split);
  const right = { g: own.sums.g - left.g, h: own.sums.h - left.h };
  if (Math.min(left.h, right.h) < limits.minChildWeight) return [own];
  const leftCount = arena.partition(start, count, split.column, split.goesLeft);
  if (Math.min(leftCount, count - leftCount) < Math.max(1, limits.minChildRows)) return [own];
  const isLeftSmaller = 2 * leftCount <= count;
  // Nodes of the last level are not parted any more.
  const other = isLast ? histogram : takeHistogram(free);
  if (!isLast) {
    const [from, size] = isLeftSmaller
      ? [start, leftCount]
      : [start + leftCount, count - leftCount];
    arena.build(other, from, size, limits.columns);
    arena.subtract(histogram, other, histogram);
  }
  const [leftHistogram, rightHistogram] = isLeftSmaller ? [other, histogram] : [histogram, other];
  const side = (sums: NodeSums, from: number, size: number, held: number): LevelNode => {
    const node = builder.leaf(finder.leafValue({ ...NO_MOMENTS, ...sums }));
    return { node, start: from, count: size, sums, histogram: held };
  };
  const sides = [
    side(left, start, leftCount, leftHistogram),
    side(right, start + leftCount, count - leftCount, rightHistogram),
  ] as const;
  const scoreOf = ({ g, h }: NodeSums) => leafScore(g, h, limits.lambda);
  const gain = scoreOf(left) + scoreOf(right) - scoreOf(own.sums);
  builder.split(own.node, { ...split, gain }, sides[0].node, sides[1].node);
  return sides;
}

/** Of a node's rows that go left. */
function leftSums(sums: Float64Array, { column, goesLeft }: Split): NodeSums {
  const first = 2 * column * HISTOGRAM_BINS;
  let [g, h] = [0, 0];
  for (let bin = 0; bin < HISTOGRAM_BINS; bin++) {
    if (goesLeft[bin] !== 1) continue;
    g += sums[first + 2 * bin] as number;
    h += sums[first + 2 * bin + 1] as number;
  }
  return { g, h };
}
