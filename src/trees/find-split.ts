import { type BinRule, binCount, MISSING_BIN } from './bins.js';
import { HISTOGRAM_BINS } from './tree-arena.js';

/** Sums of hessians below it are what subtracting left of none. */
const PRESENT = 1e-10;

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
}

/** The best split found so far; one record is filled again and again. */
export interface Split {
  gain: number;
  column: number;
  /** 1 for each bin that goes left, that of missing values among them. */
  readonly goesLeft: Uint8Array;
  /** Of numbers: the last bin that goes left. */
  lastLeft: number;
  missingLeft: boolean;
  leftG: number;
  leftH: number;
}

export function emptySplit(): Split {
  const goesLeft = new Uint8Array(HISTOGRAM_BINS);
  const rest = { lastLeft: 0, missingLeft: false, leftG: 0, leftH: 0 };
  return { gain: 0, column: -1, goesLeft, ...rest };
}

/** G² / (H + λ), twice what a leaf of these sums takes off the second-order loss (Chen and Guestrin 2016). */
export function leafScore(g: number, h: number, lambda: number): number {
  return h + lambda > 0 ? (g * g) / (h + lambda) : 0;
}

/** The best split of a node with these sums over the columns; `gain` stays 0 when none is allowed. */
export function findSplit(
  sums: Float64Array,
  rules: readonly BinRule[],
  columns: ArrayLike<number>,
  total: { readonly g: number; readonly h: number },
  limits: SplitRules,
): Split {
  const best = emptySplit();
  best.gain = limits.minGain;
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i] as number;
    const rule = rules[column];
    if (!rule) continue;
    const first = 2 * column * HISTOGRAM_BINS;
    if (rule.kind === 'numeric') numericSplit(sums, first, column, rule, total, limits, best);
    else levelSplit(sums, first, column, rule, total, limits, best);
  }
  if (best.column < 0) best.gain = 0;
  return best;
}

type Total = { readonly g: number; readonly h: number };

/** Every edge, with missing values on either side. */
function numericSplit(
  sums: Float64Array,
  first: number,
  column: number,
  rule: BinRule,
  { g, h }: Total,
  { lambda, minChildWeight }: SplitRules,
  best: Split,
): void {
  const bins = binCount(rule);
  const missingG = sums[first + 2 * MISSING_BIN] as number;
  const missingH = sums[first + 2 * MISSING_BIN + 1] as number;
  const whole = leafScore(g, h, lambda);
  let [leftG, leftH] = [0, 0];
  let found = -1;
  let isMissingLeft = false;
  for (let bin = 0; bin < bins; bin++) {
    leftG += sums[first + 2 * bin] as number;
    leftH += sums[first + 2 * bin + 1] as number;
    for (let side = missingH > PRESENT ? 0 : 1; side < 2; side++) {
      const ownG = side === 0 ? leftG + missingG : leftG;
      const ownH = side === 0 ? leftH + missingH : leftH;
      if (ownH < minChildWeight || h - ownH < minChildWeight) continue;
      const gain = leafScore(ownG, ownH, lambda) + leafScore(g - ownG, h - ownH, lambda) - whole;
      if (!(gain > best.gain)) continue;
      best.gain = gain;
      best.leftG = ownG;
      best.leftH = ownH;
      found = bin;
      isMissingLeft = side === 0;
    }
  }
  if (found < 0) return;
  best.column = column;
  best.lastLeft = found;
  // Where none was missing, later ones go with the larger part.
  best.missingLeft = missingH > PRESENT ? isMissingLeft : best.leftH > h - best.leftH;
  best.goesLeft.fill(0);
  best.goesLeft.fill(1, 0, found + 1);
  best.goesLeft[MISSING_BIN] = Number(best.missingLeft);
}

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
  const bins = [...Array(binCount(rule)).keys(), MISSING_BIN].filter(
    (bin) => (sums[first + 2 * bin + 1] as number) > PRESENT,
  );
  const meanOf = (bin: number) =>
    (sums[first + 2 * bin] as number) / ((sums[first + 2 * bin + 1] as number) + levelSmoothing);
  bins.sort((a, b) => meanOf(a) - meanOf(b) || a - b);
  const whole = leafScore(g, h, lambda);
  let found: readonly number[] | undefined;
  for (const order of [bins, bins.toReversed()]) {
    let [leftG, leftH] = [0, 0];
    const most = Math.min(maxLevels, bins.length - 1);
    for (let i = 0; i < most; i++) {
      leftG += sums[first + 2 * (order[i] as number)] as number;
      leftH += sums[first + 2 * (order[i] as number) + 1] as number;
      if (leftH < minChildWeight || h - leftH < minChildWeight) continue;
      const gain =
        leafScore(leftG, leftH, lambda) + leafScore(g - leftG, h - leftH, lambda) - whole;
      if (!(gain > best.gain)) continue;
      best.gain = gain;
      best.leftG = leftG;
      best.leftH = leftH;
      found = order.slice(0, i + 1);
    }
  }
  if (!found) return;
  best.column = column;
  best.goesLeft.fill(0);
  for (const bin of found) best.goesLeft[bin] = 1;
  best.missingLeft = best.goesLeft[MISSING_BIN] === 1;
}
