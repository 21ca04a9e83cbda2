import { momentsOf } from './moments.js';
import { clampedTo, plausibleRange } from './plausible-range.js';
import type { Transformer } from './transformer.js';

export interface FittedScaleStandard {
  readonly kind: 'scale-standard';
  readonly mean: number;
  /** The standard deviation (of the population), or 1 for a constant column. */
  readonly deviation: number;
  /** The least and the largest training value that is not absurd, scaled. */
  readonly low: number;
  readonly high: number;
}

/** Sums in float32 of numbers farther out could overflow into NaN. */
const FARTHEST = 1e6;
/** How many deviations beyond the training rows a value may lie: networks are lost where they saw nothing. */
const BEYOND = 3;
/** What numbers may differ by for their size when only rounding sets them apart: two or three spacings of doubles. */
const ROUNDING = 2 * Number.EPSILON;

/** Mean 0 and standard deviation 1 on the training rows: (x − mean) / deviation, cut off far beyond them. */
export const scaleStandard: Transformer<
  Float64Array,
  Float64Array,
  Record<string, never>,
  FittedScaleStandard
> = {
  kind: 'scale-standard',
  defaults: {},
  fit(_options, x) {
    const all = momentsOf(x);
    const range = plausibleRange(x, all);
    const isWhole = range.low === all.low && range.high === all.high;
    const { low, high, mean, deviation } = isWhole ? all : momentsOf(clampedTo(range, x));
    const isConstant = high - low <= ROUNDING * Math.max(Math.abs(low), Math.abs(high));
    const spread = isConstant ? 1 : deviation;
    const scaled = (value: number) => clipped((value - mean) / spread, -FARTHEST, FARTHEST);
    const fitted: FittedScaleStandard = {
      kind: 'scale-standard',
      mean,
      deviation: spread,
      low: scaled(low),
      high: scaled(high),
    };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform: ({ mean, deviation, low, high }, x) =>
    x.map((value) => clipped((value - mean) / deviation, low - BEYOND, high + BEYOND)),
};

function clipped(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
