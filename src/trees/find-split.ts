import type { Random } from '../util/random.js';
import { type BinRule, binCount, MISSING_BIN } from './bins.js';
import { type Found, HISTOGRAM_BINS, leafScore, type TreeArena } from './tree-arena.js';

/** Sums of hessians below it are what subtracting left of none. */
const PRESENT = 1e-10;

/** Filled again for every column: allocating them took longer than the search. */
const LEVELS = new Int32Array(HISTOGRAM_BINS);
const MEANS = new Float64Array(HISTOGRAM_BINS);

/** What a split must fulfil, and what it is worth. */
export interface SplitRules {
  /** L2 regularisation of leaf values, λ. */
  readonly lambda: number;
  /** The least sum of hessians in a leaf. */
  readonly minChildWeight: number;
  /** What a split must win at least. */
  readonly minGain: number;
  /** Added to a level's hessians when levels are sorted: few rows say little. */
  readonly levelSmoothing: number;
  /** Levels on the smaller side at most. */
  readonly maxLevels: number;
  /** Tries one edge of each column, drawn by it, and not all of them (extremely randomised trees). @default all */
  readonly randomEdges?: Random | undefined;
}

/** The best split found so far; one record is filled again and again. */
export interface Split extends Found {
  column: number;
  /** 1 for each bin that goes left, that of missing values among them. */
  readonly goesLeft: Uint8Array;
  /** Of numbers: the last bin that goes left. */
  lastLeft: number;
  missingLeft: boolean;
}

export function emptySplit(): Split {
  const goesLeft = new Uint8Array(HISTOGRAM_BINS);
  const rest = { lastLeft: 0, missingLeft: false, leftG: 0, leftH: 0 };
  return { gain: 0, column: -1, goesLeft, ...rest };
}

/** The best split of the node with this histogram over the columns; `gain` stays 0 when none is allowed. */
export function findSplit(
  arena: TreeArena,
  histogram: number,
  rules: readonly BinRule[],
  columns: ArrayLike<number>,
  total: Total,
  limits: SplitRules,
): Split {
  const best = emptySplit();
  best.gain = limits.minGain;
  const sums = arena.sums(histogram);
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i] as number;
    const rule = rules[column];
    if (!rule) continue;
    const first = 2 * column * HISTOGRAM_BINS;
    if (rule.kind === 'levels') levelSplit(sums, first, column, rule, total, limits, best);
    else numericSplit(arena, histogram, column, rule, total, limits, best);
  }
  if (best.column < 0) best.gain = 0;
  return best;
}

type Total = { readonly g: number; readonly h: number };

/** Every edge, with missing values on the left, then on the right. */
function numericSplit(
  arena: TreeArena,
  histogram: number,
  column: number,
  rule: BinRule,
  total: Total,
  limits: SplitRules,
  best: Split,
): void {
  const { lambda, minChildWeight, randomEdges } = limits;
  const sums = arena.sums(histogram);
  const place = 2 * (column * HISTOGRAM_BINS + MISSING_BIN);
  const missing = { g: sums[place] as number, h: sums[place + 1] as number };
  if (randomEdges) {
    randomSplit(arena, histogram, column, binCount(rule), total, limits, best);
    return;
  }
  const scan = { bins: binCount(rule), from: NONE, total, lambda, minChildWeight };
  const hasGaps = missing.h > PRESENT;
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
  { g, h }: Total,
  { lambda, minChildWeight, randomEdges }: SplitRules,
  best: Split,
): void {
  const sums = arena.sums(histogram);
  const at = (bin: number) => 2 * (column * HISTOGRAM_BINS + bin);
  const isFilled = (bin: number) => (sums[at(bin) + 1] as number) > PRESENT;
  let [low, high] = [0, bins - 1];
  while (low < high && !isFilled(low)) low++;
  while (low < high && !isFilled(high)) high--;
  if (low >= high || !randomEdges) return;
  const last = low + randomEdges.integer(high - low);
  const isMissingLeft = randomEdges.integer(2) === 0;
  let [leftG, leftH] = [0, 0];
  for (let bin = low; bin <= last; bin++) {
    leftG += sums[at(bin)] as number;
    leftH += sums[at(bin) + 1] as number;
  }
  if (isMissingLeft) {
    leftG += sums[at(MISSING_BIN)] as number;
    leftH += sums[at(MISSING_BIN) + 1] as number;
  }
  if (leftH < minChildWeight || h - leftH < minChildWeight) return;
  const parts = leafScore(leftG, leftH, lambda) + leafScore(g - leftG, h - leftH, lambda);
  const gain = parts - leafScore(g, h, lambda);
  if (!(gain > best.gain)) return;
  Object.assign(best, { gain, leftG, leftH });
  keepNumeric(best, column, last, isMissingLeft);
}

const NONE = { g: 0, h: 0 };

/**
 * Levels in the order of their mean gradient, smoothed, from either end: the best parting in two is one of an order (Fisher
 * 1958; as LightGBM does). Missing values and rare levels are levels of their own.
 */
function levelSplit(
  sums: Float64Array,
  first: number,
  column: number,
  rule: BinRule,
  { g, h }: Total,
  limits: SplitRules,
  best: Split,
): void {
  const { lambda, minChildWeight, levelSmoothing, maxLevels } = limits;
  const levels = levelsByMean(sums, first, binCount(rule), levelSmoothing);
  const whole = leafScore(g, h, lambda);
  const most = Math.min(maxLevels, levels.length - 1);
  let found: Int32Array | undefined;
  for (const isAscending of [true, false]) {
    let [leftG, leftH] = [0, 0];
    for (let i = 0; i < most; i++) {
      const level = levels[isAscending ? i : levels.length - 1 - i] as number;
      leftG += sums[first + 2 * level] as number;
      leftH += sums[first + 2 * level + 1] as number;
      if (leftH < minChildWeight || h - leftH < minChildWeight) continue;
      const gain =
        leafScore(leftG, leftH, lambda) + leafScore(g - leftG, h - leftH, lambda) - whole;
      if (!(gain > best.gain)) continue;
      best.gain = gain;
      best.leftG = leftG;
      best.leftH = leftH;
      found = isAscending ? levels.subarray(0, i + 1) : levels.subarray(levels.length - 1 - i);
    }
  }
  if (!found) return;
  best.column = column;
  best.goesLeft.fill(0);
  for (const level of found) best.goesLeft[level] = 1;
  best.missingLeft = best.goesLeft[MISSING_BIN] === 1;
}

/** The levels of a node by their smoothed mean gradient, ascending; good until the next call. */
function levelsByMean(
  sums: Float64Array,
  first: number,
  bins: number,
  smoothing: number,
): Int32Array {
  let count = 0;
  for (let bin = 0; bin <= bins; bin++) {
    const level = bin < bins ? bin : MISSING_BIN;
    const h = sums[first + 2 * level + 1] as number;
    if (!(h > PRESENT)) continue;
    MEANS[level] = (sums[first + 2 * level] as number) / (h + smoothing);
    LEVELS[count++] = level;
  }
  const byMean = (a: number, b: number) => (MEANS[a] as number) - (MEANS[b] as number) || a - b;
  return LEVELS.subarray(0, count).sort(byMean);
}
