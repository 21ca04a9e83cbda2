import { log } from '../util/elementary/log.js';
import { momentsOf } from './moments.js';
import { clampedTo, plausibleRange } from './plausible-range.js';
import { quantileSorted } from './quantile-sorted.js';
import type { Transformer } from './transformer.js';

export interface ScaleQuantileOptions {
  /** Places at which the distribution is remembered. @default 200 */
  readonly quantiles: number;
}

export interface FittedScaleQuantile {
  readonly kind: 'scale-quantile';
  /** Different training quantiles, ascending, and the normal score of each. */
  readonly values: readonly number[];
  readonly scores: readonly number[];
}

/** The scores of the least and the largest value: those of one row in a thousand. */
const EDGE = 0.001;

/**
 * Ranks as a normal distribution: the quantile of a value among the training rows through the inverse of the normal
 * distribution, linear between remembered quantiles; a value with many ties has their middle rank.
 */
export const scaleQuantile: Transformer<
  Float64Array,
  Float64Array,
  ScaleQuantileOptions,
  FittedScaleQuantile
> = {
  kind: 'scale-quantile',
  defaults: { quantiles: 200 },
  fit({ quantiles }, x) {
    // An absurd value would take all values near the end of the others into one.
    const sorted = clampedTo(plausibleRange(x, momentsOf(x)), x).sort();
    const shares = sorted.length === 0 ? [] : Array.from({ length: quantiles }, (_, i) => i);
    const sharesOf = new Map<number, number[]>();
    for (const i of shares) {
      const share = i / (quantiles - 1);
      const value = quantileSorted(sorted, share);
      sharesOf.set(value, [...(sharesOf.get(value) ?? []), share]);
    }
    const values = [...sharesOf.keys()].sort((a, b) => a - b);
    const scores = values.map((value) => {
      const own = sharesOf.get(value) ?? [];
      return normalScore(((own[0] ?? 0) + (own.at(-1) ?? 0)) / 2);
    });
    const fitted: FittedScaleQuantile = { kind: 'scale-quantile', values, scores };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform: ({ values, scores }, x) => x.map((value) => interpolated(values, scores, value)),
};

function interpolated(values: readonly number[], scores: readonly number[], value: number): number {
  let low = 0;
  let high = values.length - 1;
  if (high <= 0) return 0;
  if (value <= (values[0] ?? 0)) return scores[0] ?? 0;
  if (value >= (values[high] ?? 0)) return scores[high] ?? 0;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  const [from = 0, to = 0] = [values[low], values[high]];
  const gap = to - from;
  // Between numbers of opposite signs near the greatest there is more than a number can be.
  const share = Number.isFinite(gap)
    ? (value - from) / gap
    : (value / 2 - from / 2) / (to / 2 - from / 2);
  return (1 - share) * (scores[low] ?? 0) + share * (scores[high] ?? 0);
}

/** The inverse of the normal distribution (Acklam's rational approximation, relative error below 1.2e-9). */
function normalScore(share: number): number {
  const p = Math.max(EDGE, Math.min(1 - EDGE, share));
  if (p > 0.5) return -normalScore(1 - p);
  const tail = [-7.784894002430293e-3, -0.3223964580411365, -2.400758277161838, -2.549732539343734];
  const tailEnd = [4.374664141464968, 2.938163982698783];
  const tailBelow = [
    7.784695709041462e-3, 0.3224671290700398, 2.445134137142996, 3.754408661907416,
  ];
  const middle = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269];
  const middleEnd = [-30.66479806614716, 2.506628277459239];
  const below = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972];
  const horner = (terms: readonly number[], at: number) =>
    terms.reduce((sum, c) => sum * at + c, 0);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * log(p));
    return horner([...tail, ...tailEnd], q) / horner([...tailBelow, 1], q);
  }
  const q = p - 0.5;
  const r = q * q;
  return (horner([...middle, ...middleEnd], r) * q) / horner([...below, -13.28068155288572, 1], r);
}
