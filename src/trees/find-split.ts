import { type BinRule, binCount, MISSING_BIN } from './bins.js';
import { isPartedByRows, rowSplit } from './find-row-split.js';
import { keepEdge, keepNumeric } from './keep-edge.js';
import { levelSplit } from './level-split.js';
import { monotoneSplit } from './monotone-split.js';
import type { NodeSums } from './node-moments.js';
import { rowBound } from './row-bound.js';
import { emptySplit, isPresent, type Split, type SplitNode, type SplitRules } from './split.js';
import { HISTOGRAM_BINS, leafScore, type TreeArena } from './tree-arena.js';

/** The best split of a node over the columns; `gain` stays 0 when none is allowed. Rows bind where they are counted. */
export function findSplit(
  arena: TreeArena,
  node: SplitNode,
  rules: readonly BinRule[],
  columns: ArrayLike<number>,
  limits: SplitRules,
): Split {
  const best = emptySplit();
  best.gain = limits.minGain;
  const isByRows = node.isDrawn && isPartedByRows(node, limits);
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i] as number;
    const rule = rules[column];
    if (!rule) continue;
    if (rule.kind === 'levels') levelSplit(arena, node, column, rule, limits, best);
    else if (limits.directions?.[column])
      monotoneSplit(arena, node, column, binCount(rule), limits, best);
    else if (isByRows) rowSplit(arena, node, column, limits, best);
    else if (limits.randomEdges) randomSplit(arena, node, column, binCount(rule), limits, best);
    else numericSplit(arena, node, column, rule, limits, best);
  }
  if (best.column < 0) best.gain = 0;
  return best;
}

/** Every edge, with missing values on the left, then on the right. */
function numericSplit(
  arena: TreeArena,
  node: SplitNode,
  column: number,
  rule: BinRule,
  { lambda, minChildWeight, minChildRows }: SplitRules,
  best: Split,
): void {
  const { histogram, total } = node;
  const missing = binSums(arena, histogram, column, MISSING_BIN);
  const bound = rowBound(node, column, minChildRows);
  const scan = { bins: binCount(rule), from: NONE, total, lambda, minChildWeight, bound };
  const hasGaps = isPresent(missing.g, missing.h);
  const from = bound?.counts[MISSING_BIN] ?? 0;
  const withMissing = hasGaps
    ? arena.scan(
        histogram,
        column,
        { ...scan, from: missing, bound: bound && { ...bound, from } },
        best,
      )
    : -1;
  const without = arena.scan(histogram, column, scan, best);
  keepEdge(best, column, { withMissing, without, hasGaps, h: total.h });
}

/** One edge between the least and the largest bin of the node, missing values on a drawn side (Geurts et al. 2006). */
function randomSplit(
  arena: TreeArena,
  node: SplitNode,
  column: number,
  bins: number,
  { lambda, minChildWeight, minChildRows, randomEdges }: SplitRules,
  best: Split,
): void {
  const { histogram, total } = node;
  const { g, h } = total;
  const sumsAt = (bin: number) => binSums(arena, histogram, column, bin);
  const isFilled = (bin: number) => {
    const own = sumsAt(bin);
    return isPresent(own.g, own.h);
  };
  let [low, high] = [0, bins - 1];
  while (low < high && !isFilled(low)) low++;
  while (low < high && !isFilled(high)) high--;
  if (low >= high || !randomEdges) return;
  const last = low + randomEdges.integer(high - low);
  const isMissingLeft = randomEdges.integer(2) === 0;
  const bound = rowBound(node, column, minChildRows);
  let [leftG, leftH, leftRows] = [0, 0, 0];
  const add = (bin: number) => {
    const own = sumsAt(bin);
    leftG += own.g;
    leftH += own.h;
    leftRows += bound?.counts[bin] ?? 0;
  };
  for (let bin = low; bin <= last; bin++) add(bin);
  if (isMissingLeft) add(MISSING_BIN);
  if (bound && Math.min(leftRows, bound.total - leftRows) < bound.least) return;
  if (leftH < minChildWeight || h - leftH < minChildWeight) return;
  const parts = leafScore(leftG, leftH, lambda) + leafScore(g - leftG, h - leftH, lambda);
  const gain = parts - leafScore(g, h, lambda);
  if (!(gain > best.gain)) return;
  Object.assign(best, { gain, leftG, leftH });
  keepNumeric(best, column, last, isMissingLeft);
}

const NONE: NodeSums = { g: 0, h: 0 };

function binSums(arena: TreeArena, histogram: number, column: number, bin: number): NodeSums {
  const sums = arena.sums(histogram);
  const place = 2 * (column * HISTOGRAM_BINS + bin);
  return { g: sums[place] as number, h: sums[place + 1] as number };
}
