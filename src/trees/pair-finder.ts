import type { BinRule } from './bins.js';
import { isPartedByRows } from './find-row-split.js';
import { findSplit } from './find-split.js';
import { momentsOf, NO_MOMENTS, type NodeMoments, withoutPart } from './node-moments.js';
import type { SplitRules } from './split.js';
import { bySmallerSide, type PartedNode, type SplitFinder } from './split-finder.js';
import type { TreeArena } from './tree-arena.js';

/** Of one gradient and one hessian a row. */
export interface PairFinder extends SplitFinder<NodeMoments> {
  readonly arena: TreeArena;
}

/** Splits by one gradient and one hessian a row; `weights` are those that both hold already, by default all 1. */
export function pairFinder(
  arena: TreeArena,
  rules: readonly BinRule[],
  limits: SplitRules,
  weights?: Float64Array,
): PairFinder {
  const hasLevels = rules.some(({ kind }) => kind === 'levels');
  const moments = (start: number, count: number) =>
    weights
      ? momentsOf(arena.pairs, arena.order.subarray(start, start + count), weights)
      : arena.moments(start, count);
  return {
    arena,
    rules,
    root(count) {
      const { mostH, leastH, ...plain } = rootSums(arena, count);
      const products = hasLevels ? moments(0, count) : NO_MOMENTS;
      return { sums: { ...products, ...plain }, mostH, leastH };
    },
    prepare(node, columns) {
      const { histogram, start, rows } = node;
      const isSummed = (column: number) =>
        rules[column]?.kind === 'levels' || Boolean(limits.directions?.[column]);
      const summed = isPartedByRows(node, limits) ? Array.from(columns).filter(isSummed) : columns;
      arena.build(histogram, start, rows, summed);
    },
    find: (node, columns) => findSplit(arena, node, rules, columns, limits),
    sides: (node) => (hasLevels ? bySmallerSide(node, moments, withoutPart) : plainSides(node)),
    leafValue: ({ g, h }) => (h + limits.lambda > 0 ? -g / (h + limits.lambda) : 0),
  };
}

/** The sums of all rows, and the largest and the least hessian of one. */
function rootSums({ order, pairs }: TreeArena, count: number) {
  let [g, h, mostH, leastH] = [0, 0, 0, Number.POSITIVE_INFINITY];
  for (let place = 0; place < count; place++) {
    const row = order[place] as number;
    const ownH = pairs[2 * row + 1] as number;
    g += pairs[2 * row] as number;
    h += ownH;
    if (ownH > mostH) mostH = ownH;
    if (ownH < leastH) leastH = ownH;
  }
  return { g, h, mostH, leastH };
}

/** Where no levels ask, products are left out. */
function plainSides({ sums, split }: PartedNode<NodeMoments>) {
  const left = { ...NO_MOMENTS, g: split.leftG, h: split.leftH };
  return [left, withoutPart(sums, left)] as const;
}
