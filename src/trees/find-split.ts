import { type BinRule, binCount, MISSING_BIN } from './bins.js';
import { levelSplit } from './level-split.js';
import type { NodeMoments } from './node-moments.js';
import { emptySplit, type Split, type SplitRules } from './split.js';
import { HISTOGRAM_BINS, leafScore, type NodeSums, type TreeArena } from './tree-arena.js';

/** The best split of the node with this histogram over the columns; `gain` stays 0 when none is allowed. */
export function findSplit(
  arena: TreeArena,
  histogram: number,
  rules: readonly BinRule[],
  columns: ArrayLike<number>,
  total: NodeMoments,
  limits: SplitRules,
): Split {
  const best = emptySplit();
  best.gain = limits.minGain;
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i] as number;
    const rule = rules[column];
    if (!rule) continue;
    if (rule.kind === 'levels') levelSplit(arena, histogram, column, rule, total, limits, best);
    else numericSplit(arena, histogram, column, rule, total, limits, best);
  }
  if (best.column < 0) best.gain = 0;
  return best;
}

/** Every edge, with missing values on the left, then on the right. */
function numericSplit(
  arena: TreeArena,
  histogram: number,
  column: number,
  rule: BinRule,
  total: NodeSums,
  limits: SplitRules,
  best: Split,
): void {
  const { lambda, minChildWeight, minChildRows, randomEdges } = limits;
  if (randomEdges) {
    randomSplit(arena, histogram, column, binCount(rule), total, limits, best);
    return;
  }
  const missing = binSums(arena, histogram, column, MISSING_BIN);
  const scan = { bins: binCount(rule), from: NONE, total, lambda, minChildWeight, minChildRows };
  const hasGaps = missing.rows > 0;
  const withMissing = hasGaps
    ? arena.scan(histogram, column, { ...scan, from: missing }, best)
    : -1;
  const without = arena.scan(histogram, column, scan, best);
  const lastLeft = without >= 0 ? without : withMissing;
  if (lastLeft < 0) return;
  // Where none was missing, later ones go with the larger part.
  const isMissingLeft = hasGaps ? without < 0 : best.leftH > total.h - best.leftH;
  keepNumeric(best, column, lastLeft, isMissingLeft);
}

function keepNumeric(best: Split, column: number, lastLeft: number, isMissingLeft: boolean): void {
  best.column = column;
  best.lastLeft = lastLeft;
  best.missingLeft = isMissingLeft;
  best.goesLeft.fill(0);
  best.goesLeft.fill(1, 0, lastLeft + 1);
  best.goesLeft[MISSING_BIN] = Number(isMissingLeft);
}

/** One edge between the least and the largest bin of the node, missing values on a drawn side (Geurts et al. 2006). */
function randomSplit(
  arena: TreeArena,
  histogram: number,
  column: number,
  bins: number,
  { g, h, rows }: NodeSums,
  { lambda, minChildWeight, minChildRows, randomEdges }: SplitRules,
  best: Split,
): void {
  const counts = arena.counts(histogram);
  const isFilled = (bin: number) => (counts[column * HISTOGRAM_BINS + bin] as number) > 0;
  let [low, high] = [0, bins - 1];
  while (low < high && !isFilled(low)) low++;
  while (low < high && !isFilled(high)) high--;
  if (low >= high || !randomEdges) return;
  const last = low + randomEdges.integer(high - low);
  const isMissingLeft = randomEdges.integer(2) === 0;
  const left = { g: 0, h: 0, rows: 0 };
  for (let bin = low; bin <= last; bin++) addBin(left, arena, histogram, column, bin);
  if (isMissingLeft) addBin(left, arena, histogram, column, MISSING_BIN);
  if (left.rows < minChildRows || rows - left.rows < minChildRows) return;
  const { g: leftG, h: leftH } = left;
  if (leftH < minChildWeight || h - leftH < minChildWeight) return;
  const parts = leafScore(leftG, leftH, lambda) + leafScore(g - leftG, h - leftH, lambda);
  const gain = parts - leafScore(g, h, lambda);
  if (!(gain > best.gain)) return;
  Object.assign(best, { gain, leftG, leftH });
  keepNumeric(best, column, last, isMissingLeft);
}

const NONE: NodeSums = { g: 0, h: 0, rows: 0 };

function binSums(arena: TreeArena, histogram: number, column: number, bin: number): NodeSums {
  const sums = { g: 0, h: 0, rows: 0 };
  addBin(sums, arena, histogram, column, bin);
  return sums;
}

function addBin(
  to: { g: number; h: number; rows: number },
  arena: TreeArena,
  histogram: number,
  column: number,
  bin: number,
): void {
  const place = column * HISTOGRAM_BINS + bin;
  const sums = arena.sums(histogram);
  to.g += sums[2 * place] as number;
  to.h += sums[2 * place + 1] as number;
  to.rows += arena.counts(histogram)[place] as number;
}
