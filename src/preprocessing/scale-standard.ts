import { rangeOf } from './range-of.js';
import type { Transformer } from './transformer.js';

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
  Record<string, never>,
  FittedScaleStandard
> = {
  kind: 'scale-standard',
  defaults: {},
  fit(_options, x) {
    const { mean, deviation } = moments(x);
    const { low, high } = rangeOf(x);
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

/** Two passes, so that large values with a small spread keep their digits. */
function moments(x: Float64Array): { mean: number; deviation: number } {
  if (x.length === 0) return { mean: 0, deviation: 1 };
  let sum = 0;
  for (let row = 0; row < x.length; row++) sum += (x[row] ?? 0) / x.length;
  let squares = 0;
  for (let row = 0; row < x.length; row++) squares += ((x[row] ?? 0) - sum) ** 2 / x.length;
  const deviation = Math.sqrt(squares);
  const negligible = deviation <= Math.abs(sum) * 1e-12 || !Number.isFinite(deviation);
  return { mean: sum, deviation: negligible ? 1 : deviation };
}
