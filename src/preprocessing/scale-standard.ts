import type { Transformer } from './transformer.js';

export interface FittedScaleStandard {
  readonly kind: 'scale-standard';
  readonly mean: number;
  /** The standard deviation (of the population), or 1 for a constant column. */
  readonly deviation: number;
}

/** No training row of a million lies farther out; beyond it, sums in float32 could overflow into NaN. */
const FARTHEST = 1e6;

/** Mean 0 and standard deviation 1 on the training rows: (x − mean) / deviation. */
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
    const fitted: FittedScaleStandard = { kind: 'scale-standard', mean, deviation };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform: (fitted, x) => x.map((value) => clipped((value - fitted.mean) / fitted.deviation)),
};

function clipped(value: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, value));
}

/** Two passes, so that large values with a small spread keep their digits. */
function moments(x: Float64Array): { mean: number; deviation: number } {
  if (x.length === 0) return { mean: 0, deviation: 1 };
  let sum = 0;
  for (const value of x) sum += value / x.length;
  let squares = 0;
  for (const value of x) squares += (value - sum) ** 2 / x.length;
  const deviation = Math.sqrt(squares);
  const negligible = deviation <= Math.abs(sum) * 1e-12 || !Number.isFinite(deviation);
  return { mean: sum, deviation: negligible ? 1 : deviation };
}
