import { type BinRule, binCount, MISSING_BIN } from './bins.js';
import type { GrowRules } from './grow-tree.js';
import { keepNumeric } from './keep-edge.js';
import { levelCost, noiseOf, normalScores } from './level-cost.js';
import { keepLevels, levelsByMean } from './level-split.js';
import type { NodeMoments, NodeSums } from './node-moments.js';
import { emptySplit, isPresent, type Split, type SplitRules } from './split.js';
import { HISTOGRAM_BINS, leafScore, type RowArena } from './tree-arena.js';

/** What is parted together. */
interface Parted {
  readonly sums: NodeSums;
  readonly histogram: number;
}

/** Gains of parting all nodes behind each bin of a column, with missing values on the left and on the right. */
const WITH_MISSING = new Float64Array(HISTOGRAM_BINS);
const WITHOUT = new Float64Array(HISTOGRAM_BINS);
/** A column's sums over all nodes. */
const TOGETHER = new Float64Array(2 * HISTOGRAM_BINS);

/**
 * The split that wins most on all nodes together; a node that it would leave with too little on a side counts nothing. Levels
 * are in the order of their mean gradients over all nodes, which hold `all` the rows.
 */
export function symmetricSplit(
  arena: RowArena,
  nodes: readonly Parted[],
  all: NodeMoments,
  rules: readonly BinRule[],
  limits: GrowRules,
): Split {
  const best = emptySplit();
  best.gain = limits.minGain;
  for (let i = 0; i < limits.columns.length; i++) {
    const column = limits.columns[i] as number;
    const rule = rules[column];
    if (rule?.kind === 'numeric') partNumbers(arena, nodes, column, binCount(rule), limits, best);
    else if (rule) partLevels(arena, nodes, all, column, binCount(rule), limits, best);
  }
  if (best.column < 0) best.gain = 0;
  return best;
}

function partNumbers(
  arena: RowArena,
  nodes: readonly Parted[],
  column: number,
  bins: number,
  limits: SplitRules,
  best: Split,
): void {
  WITH_MISSING.fill(0, 0, bins);
  WITHOUT.fill(0, 0, bins);
  const first = 2 * column * HISTOGRAM_BINS;
  const missing = nodes.map(({ histogram }) => missingSums(arena.sums(histogram), first));
  const hasGaps = missing.some(({ g, h }) => isPresent(g, h));
  for (const [i, { histogram, sums: total }] of nodes.entries()) {
    const sums = arena.sums(histogram);
    addGains(sums, first, bins, NONE, total, limits, WITHOUT);
    if (hasGaps) addGains(sums, first, bins, missing[i] ?? NONE, total, limits, WITH_MISSING);
  }
  let found = -1;
  for (let bin = 0; bin < bins; bin++) {
    const gain = Math.max(WITH_MISSING[bin] as number, WITHOUT[bin] as number);
    if (!(gain > best.gain)) continue;
    best.gain = gain;
    found = bin;
  }
  if (found < 0) return;
  // Where none was missing, later ones go with the larger part.
  const isMissingLeft = hasGaps
    ? (WITH_MISSING[found] as number) > (WITHOUT[found] as number)
    : isLeftLarger(arena, nodes, first, found);
  keepNumeric(best, column, found, isMissingLeft);
}

const NONE: NodeSums = { g: 0, h: 0 };

/** Of a node's rows without a value in the column that begins at `first`. */
function missingSums(sums: Float64Array, first: number): NodeSums {
  const at = first + 2 * MISSING_BIN;
  const [g, h] = [sums[at] as number, sums[at + 1] as number];
  return isPresent(g, h) ? { g, h } : NONE;
}

/** Whether the bins of a column up to this one hold more than half of all hessians. */
function isLeftLarger(
  arena: RowArena,
  nodes: readonly Parted[],
  first: number,
  last: number,
): boolean {
  let [left, all] = [0, 0];
  for (const { histogram, sums } of nodes) {
    const own = arena.sums(histogram);
    for (let bin = 0; bin <= last; bin++) left += own[first + 2 * bin + 1] as number;
    all += sums.h;
  }
  return 2 * left > all;
}

/** Adds what parting a node behind each bin wins. */
function addGains(
  sums: Float64Array,
  first: number,
  bins: number,
  from: NodeSums,
  total: NodeSums,
  { lambda, minChildWeight }: SplitRules,
  gains: Float64Array,
): void {
  const whole = leafScore(total.g, total.h, lambda);
  let { g, h } = from;
  for (let bin = 0; bin < bins; bin++) {
    g += sums[first + 2 * bin] as number;
    h += sums[first + 2 * bin + 1] as number;
    const restH = total.h - h;
    if (h < minChildWeight || restH < minChildWeight) continue;
    const parts = leafScore(g, h, lambda) + leafScore(total.g - g, restH, lambda);
    gains[bin] = (gains[bin] as number) + parts - whole;
  }
}

/** Levels that go left, from the least mean gradient on; less what as many would win if they said nothing. */
function partLevels(
  arena: RowArena,
  nodes: readonly Parted[],
  all: NodeMoments,
  column: number,
  bins: number,
  limits: SplitRules,
  best: Split,
): void {
  const first = 2 * column * HISTOGRAM_BINS;
  TOGETHER.fill(0);
  for (const { histogram } of nodes) {
    const sums = arena.sums(histogram);
    for (let i = 0; i < TOGETHER.length; i++) {
      TOGETHER[i] = (TOGETHER[i] as number) + (sums[first + i] as number);
    }
  }
  const order = { width: 2, gradient: 0, smoothing: limits.levelSmoothing };
  const levels = levelsByMean(TOGETHER, bins, order).slice();
  const noise = noiseOf(all);
  const scores = normalScores(levels.length);
  WITHOUT.fill(0, 0, levels.length);
  for (const { histogram, sums: total } of nodes) {
    const sums = arena.sums(histogram);
    const own = new Float64Array(2 * levels.length);
    for (const [i, level] of levels.entries()) {
      own[2 * i] = sums[first + 2 * level] as number;
      own[2 * i + 1] = sums[first + 2 * level + 1] as number;
    }
    addGains(own, 0, levels.length, NONE, total, limits, WITHOUT);
  }
  const left = { h: 0, drift: 0 };
  let found = -1;
  for (let i = 0; i + 1 < levels.length; i++) {
    const ownH = TOGETHER[2 * (levels[i] as number) + 1] as number;
    left.h += ownH;
    left.drift += Math.sqrt(Math.max(0, ownH)) * (scores[i] as number);
    const gain = (WITHOUT[i] as number) - noise * levelCost(left, all.h);
    if (!(gain > best.gain)) continue;
    best.gain = gain;
    found = i;
  }
  if (found >= 0) keepLevels(best, column, levels.subarray(0, found + 1));
}
