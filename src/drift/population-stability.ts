import { log, log1p } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';
import { chiSquareTail } from './chi-square.js';

/** A part of a column's values, with the share of the rows that is in it, in training and now. */
export interface DriftBin {
  readonly name: string;
  readonly trained: number;
  readonly now: number;
}

/** Rows behind shares, in training and now. */
export interface RowCounts {
  readonly trained: number;
  readonly now: number;
}

/** Cochran's rule: from here on Pearson's chi-square is right (1954). */
const FEW_EXPECTED = 5;

/**
 * The population stability index: Σ (now − trained) · ln(now / trained) over the bins (Siddiqi 2006). Where a bin is empty on
 * one side, half a row is taken for none.
 */
export function populationStability(bins: readonly DriftBin[], rows: RowCounts): number {
  let sum = 0;
  for (const { trained, now } of filled(bins)) {
    const before = Math.max(trained, 0.5 / rows.trained);
    const after = Math.max(now, 0.5 / rows.now);
    sum += (after - before) * log(after / before);
  }
  return sum;
}

/** The index that so few rows show on average although nothing has changed (Yurdakul 2018). */
export function stabilityByChance(bins: readonly DriftBin[], rows: RowCounts): number {
  return (1 / rows.trained + 1 / rows.now) * Math.max(0, filled(bins).length - 1);
}

/**
 * The chance of shares that differ so much although nothing has changed, by Pearson's chi-square of both samples. The index is
 * about the same number but for its factor (1/n + 1/m); its logarithms stray more where bins hold few rows. `roughness` is how
 * far each share of training may be wrong.
 */
export function stabilityChance(
  bins: readonly DriftBin[],
  rows: RowCounts,
  roughness: number,
): number {
  const all = rows.trained + rows.now;
  const parts = filled(bins).map(({ trained, now }) => {
    const pooled = (trained * rows.trained + now * rows.now) / all;
    const apart = Math.max(0, Math.abs(now - trained) - roughness) * Math.sign(now - trained);
    const excess = (apart * rows.trained * rows.now) / all;
    return surprise(excess, pooled * rows.now) + surprise(-excess, pooled * rows.trained);
  });
  const sum = parts.reduce((total, part) => total + part, 0);
  return chiSquareTail(sum, Math.max(1, parts.length - 1));
}

/**
 * What so many rows more than expected add to chi-square. Where few are expected, a square makes too much of one or two: there
 * it is the deviance of a Poisson count.
 */
function surprise(excess: number, expected: number): number {
  if (excess <= 0 || expected >= FEW_EXPECTED) return square(excess) / expected;
  return 2 * ((expected + excess) * log1p(excess / expected) - excess);
}

function filled(bins: readonly DriftBin[]): readonly DriftBin[] {
  return bins.filter(({ trained, now }) => trained > 0 || now > 0);
}
