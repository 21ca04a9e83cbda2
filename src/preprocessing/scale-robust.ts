import { square } from '../util/elementary/square.js';
import { momentsOf } from './moments.js';
import { plausibleRange } from './plausible-range.js';
import { quantileSorted } from './quantile-sorted.js';
import { scaledBy } from './scaled-by.js';
import type { Transformer } from './transformer.js';

export interface FittedScaleRobust {
  readonly kind: 'scale-robust';
  readonly median: number;
  /** The distance of the quartiles; where they are equal half the range, without absurd values; 1 for a constant column. */
  readonly spread: number;
}

/** How far from the median the scaled values come at most. */
const LIMIT = 3;

/**
 * Median 0 and quartiles one apart, then z / √(1 + (z / 3)²), which bends far values softly towards ±3 (RealMLP;
 * Holzmüller et al. 2024).
 */
export const scaleRobust: Transformer<
  Float64Array,
  Float64Array,
  Record<string, never>,
  FittedScaleRobust
> = {
  kind: 'scale-robust',
  defaults: {},
  fit(_options, x) {
    const fitted = fitScaleRobust(x.slice().sort());
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform: ({ median, spread }, x) =>
    x.map((value) => {
      const z = Math.max(-1e6, Math.min(1e6, scaledBy(value, median, spread)));
      return z / Math.sqrt(1 + square(z / LIMIT));
    }),
};

/** Learns from the training values in ascending order. */
export function fitScaleRobust(sorted: Float64Array): FittedScaleRobust {
  const at = (share: number) => (sorted.length > 0 ? quantileSorted(sorted, share) : 0);
  const quartiles = Math.min(at(0.75) - at(0.25), Number.MAX_VALUE);
  return { kind: 'scale-robust', median: at(0.5), spread: quartiles || halfRange(sorted) || 1 };
}

function halfRange(x: Float64Array): number {
  const { low, high } = plausibleRange(x, momentsOf(x));
  return high / 2 - low / 2;
}
