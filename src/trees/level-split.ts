import { binCount, type LevelBins, MISSING_BIN } from './bins.js';
import { levelCost, noiseOf, normalScores } from './level-cost.js';
import { isPresent, type Split, type SplitNode, type SplitRules } from './split.js';
import { HISTOGRAM_BINS, leafScore, type TreeArena } from './tree-arena.js';

/** Filled again for every column: allocating them took longer than the search. */
const LEVELS = new Int32Array(HISTOGRAM_BINS);
const MEANS = new Float64Array(HISTOGRAM_BINS);

/**
 * Levels in the order of their mean gradient, smoothed, from either end: the best parting in two is one of an order (Fisher
 * 1958; as LightGBM does). Missing values and rare levels are levels of their own. A parting is worth its gain less what the
 * best one of as many levels would win if they said nothing: so it competes with the edges of numbers.
 */
export function levelSplit(
  arena: TreeArena,
  { histogram, total, rows, counts }: SplitNode,
  column: number,
  rule: LevelBins,
  limits: SplitRules,
  best: Split,
): void {
  const { g, h } = total;
  const { lambda, minChildWeight, levelSmoothing, maxLevels } = limits;
  const sums = arena.sums(histogram);
  const first = column * HISTOGRAM_BINS;
  const order = { width: 2, gradient: 0, smoothing: levelSmoothing };
  const levels = levelsByMean(sums.subarray(2 * first), binCount(rule), order);
  const least = Math.max(1, limits.minChildRows);
  const whole = leafScore(g, h, lambda);
  const noise = noiseOf(total);
  const scores = normalScores(levels.length);
  const most = Math.min(maxLevels, levels.length - 1);
  let found: Int32Array | undefined;
  for (const isAscending of [true, false]) {
    const left = { g: 0, h: 0, rows: 0, drift: 0 };
    for (let i = 0; i < most; i++) {
      const place = first + (levels[isAscending ? i : levels.length - 1 - i] as number);
      const ownH = sums[2 * place + 1] as number;
      left.g += sums[2 * place] as number;
      left.h += ownH;
      left.rows += counts?.[place] ?? 0;
      left.drift += Math.sqrt(Math.max(0, ownH)) * (scores[i] as number);
      if (counts && Math.min(left.rows, rows - left.rows) < least) continue;
      if (left.h < minChildWeight || h - left.h < minChildWeight) continue;
      const parts = leafScore(left.g, left.h, lambda) + leafScore(g - left.g, h - left.h, lambda);
      if (!(parts - whole > best.gain)) continue;
      const gain = parts - whole - noise * levelCost(left, h);
      if (!(gain > best.gain)) continue;
      best.gain = gain;
      best.leftG = left.g;
      best.leftH = left.h;
      found = isAscending ? levels.subarray(0, i + 1) : levels.subarray(levels.length - 1 - i);
    }
  }
  if (found) keepLevels(best, column, found);
}

/** These levels go left. */
export function keepLevels(best: Split, column: number, levels: Int32Array): void {
  best.column = column;
  best.goesLeft.fill(0);
  for (const level of levels) best.goesLeft[level] = 1;
  best.missingLeft = best.goesLeft[MISSING_BIN] === 1;
}

/** What levels are sorted by: one of the gradients of a bin, whose last number is its hessian. */
interface LevelOrder {
  readonly width: number;
  readonly gradient: number;
  readonly smoothing: number;
}

/** The levels of a column of a node by their smoothed mean gradient, ascending; good until the next call. */
export function levelsByMean(
  sums: Float64Array,
  bins: number,
  { width, gradient, smoothing }: LevelOrder,
): Int32Array {
  let count = 0;
  for (let bin = 0; bin <= bins; bin++) {
    const level = bin < bins ? bin : MISSING_BIN;
    const g = sums[width * level + gradient] as number;
    const h = sums[width * (level + 1) - 1] as number;
    if (!isPresent(g, h)) continue;
    MEANS[level] = g / (h + smoothing);
    LEVELS[count++] = level;
  }
  const byMean = (a: number, b: number) => (MEANS[a] as number) - (MEANS[b] as number) || a - b;
  return LEVELS.subarray(0, count).sort(byMean);
}
