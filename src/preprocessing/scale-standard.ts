import { momentsOf } from './moments.js';
import { clampedTo, plausibleRange } from './plausible-range.js';
import { scaledBy } from './scaled-by.js';
import type { Transformer } from './transformer.js';

export interface FittedScaleStandard {
  readonly kind: 'scale-standard';
  readonly mean: number;
  /** The standard deviation (of the population), or 1 for a constant column. */
  readonly deviation: number;
  /** What scaled values are cut to: beyond the training values, or at the ends of those that are not absurd. */
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
    if (isConstant) {
      const fitted: FittedScaleStandard = {
        kind: 'scale-standard',
        mean,
        deviation: 1,
        low: 0,
        high: 0,
      };
      return { fitted, transformed: this.transform(fitted, x) };
    }
    const scaled = (value: number) =>
      clipped(scaledBy(value, mean, deviation), -FARTHEST, FARTHEST);
    // An absurd value at a distance of its own would be what a line is drawn through.
    const beyond = isWhole ? BEYOND : 0;
    const fitted: FittedScaleStandard = {
      kind: 'scale-standard',
      mean,
      deviation,
      low: scaled(low) - beyond,
      high: scaled(high) + beyond,
    };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform: ({ mean, deviation, low, high }, x) =>
    x.map((value) => clipped(scaledBy(value, mean, deviation), low, high)),
};

function clipped(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
