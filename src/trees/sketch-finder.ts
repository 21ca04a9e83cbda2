import { type BinRule, binCount, MISSING_BIN } from './bins.js';
import { keepEdge } from './keep-edge.js';
import { rowBound } from './row-bound.js';
import type { SketchArena } from './sketch-arena.js';
import { sketchLevelSplit } from './sketch-level-split.js';
import { type SketchSums, sumRows, withoutRows } from './sketch-sums.js';
import { emptySplit, isPresent, type Split, type SplitNode, type SplitRules } from './split.js';
import { bySmallerSide, type SplitFinder } from './split-finder.js';
import { HISTOGRAM_BINS } from './tree-arena.js';

/** Splits by several gradients and one hessian a row; `weights` are those that all hold already, by default all 1. */
export function sketchFinder(
  arena: SketchArena,
  rules: readonly BinRule[],
  limits: SplitRules,
  weights?: Float64Array,
): SplitFinder<SketchSums> {
  const hasLevels = rules.some(({ kind }) => kind === 'levels');
  const sumsOf = (start: number, count: number) =>
    sumRows(arena, arena.order.subarray(start, start + count), hasLevels, weights);
  return {
    arena,
    rules,
    root(count) {
      const { order, numbers, width } = arena;
      let [mostH, leastH] = [0, Number.POSITIVE_INFINITY];
      for (let place = 0; place < count; place++) {
        const ownH = numbers[((order[place] as number) + 1) * width - 1] as number;
        mostH = Math.max(mostH, ownH);
        leastH = Math.min(leastH, ownH);
      }
      return { sums: sumsOf(0, count), mostH, leastH };
    },
    prepare: ({ histogram, start, rows }, columns) => arena.build(histogram, start, rows, columns),
    find(node, columns) {
      const best = emptySplit();
      best.gain = limits.minGain;
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i] as number;
        const rule = rules[column];
        if (rule?.kind === 'levels') sketchLevelSplit(arena, node, column, rule, limits, best);
        else if (rule) numericSplit(arena, node, column, binCount(rule), limits, best);
      }
      if (best.column < 0) best.gain = 0;
      return best;
    },
    sides: (node) => bySmallerSide(node, sumsOf, withoutRows),
    leafValue: () => 0,
  };
}

/** Every edge, with missing values on the left, then on the right. */
function numericSplit(
  arena: SketchArena,
  node: SplitNode<SketchSums>,
  column: number,
  bins: number,
  { lambda, minChildWeight, minChildRows }: SplitRules,
  best: Split,
): void {
  const { histogram, total } = node;
  const missing = (column * HISTOGRAM_BINS + MISSING_BIN + 1) * arena.width - 1;
  const bound = rowBound(node, column, minChildRows);
  const scan = { bins, isMissingLeft: false, total: total.all, lambda, minChildWeight, bound };
  const hasGaps = isPresent(0, arena.sums(histogram)[missing] as number);
  const from = bound?.counts[MISSING_BIN] ?? 0;
  const withMissing = hasGaps
    ? arena.scan(
        histogram,
        column,
        { ...scan, isMissingLeft: true, bound: bound && { ...bound, from } },
        best,
      )
    : -1;
  const without = arena.scan(histogram, column, scan, best);
  keepEdge(best, column, { withMissing, without, hasGaps, h: total.h });
}
