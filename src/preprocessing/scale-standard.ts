import { momentsOf } from './moments.js';
import { clampedTo, plausibleRange } from './plausible-range.js';
import type { Transformer } from './transformer.js';

export interface ScaleStandardOptions {
  /** Whether values absurdly far from all others count as the farthest of the others. @default false, as labels need it */
  readonly cutsFar?: boolean;
}

export interface FittedScaleStandard {
  readonly kind: 'scale-standard';
  readonly mean: number;
  /** The standard deviation (of the population), or 1 for a constant column. */
  readonly deviation: number;
  /** The least and the largest training value, scaled. */
  readonly low: number;
  readonly high: number;
}

/** Sums in float32 of numbers farther out could overflow into NaN. */
const FARTHEST = 1e6;
/** How many deviations beyond the training rows a value may lie: networks are lost where they saw nothing. */
const BEYOND = 3;

/** Mean 0 and standard deviation 1 on the training rows: (x − mean) / deviation, cut off far beyond them. */
export const scaleStandard: Transformer<
  Float64Array,
  Float64Array,
  ScaleStandardOptions,
  FittedScaleStandard
> = {
  kind: 'scale-standard',
  defaults: {},
  fit({ cutsFar = false }, x) {
    const all = momentsOf(x);
    const range = cutsFar ? plausibleRange(x, all) : all;
    const isWhole = range.low === all.low && range.high === all.high;
    const { low, high, mean, deviation } = isWhole ? all : momentsOf(clampedTo(range, x));
    const scaled = (value: number) => clipped((value - mean) / deviation, -FARTHEST, FARTHEST);
    const fitted: FittedScaleStandard = {
      kind: 'scale-standard',
      mean,
      deviation,
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
