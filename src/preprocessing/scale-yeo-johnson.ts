import { type FittedScaleStandard, scaleStandard } from './scale-standard.js';
import type { Transformer } from './transformer.js';

export interface FittedScaleYeoJohnson {
  readonly kind: 'scale-yeo-johnson';
  readonly lambda: number;
  /** Applied before the power: mean 0 and deviation 1, so that λ does not hang on the unit. */
  readonly before: FittedScaleStandard;
  readonly after: FittedScaleStandard;
}

const LOWEST = -3;
const HIGHEST = 5;
const STEPS = 30;
/** Rows that λ is found on, evenly spread. */
const SAMPLE = 2000;

/** The power that makes the training rows most like a normal distribution (Yeo and Johnson 2000), standardised. */
export const scaleYeoJohnson: Transformer<
  Float64Array,
  Float64Array,
  Record<string, never>,
  FittedScaleYeoJohnson
> = {
  kind: 'scale-yeo-johnson',
  defaults: {},
  fit(_options, x) {
    const before = scaleStandard.fit({}, x);
    const step = Math.max(1, Math.floor(x.length / SAMPLE));
    const lambda = likeliestLambda(before.transformed.filter((_, row) => row % step === 0));
    const after = scaleStandard.fit({}, powered(before.transformed, lambda)).fitted;
    const fitted: FittedScaleYeoJohnson = {
      kind: 'scale-yeo-johnson',
      lambda,
      before: before.fitted,
      after,
    };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform({ lambda, before, after }, x) {
    return scaleStandard.transform(after, powered(scaleStandard.transform(before, x), lambda));
  },
};

function powered(x: Float64Array, lambda: number): Float64Array {
  return x.map((value) => {
    const size = Math.log1p(Math.abs(value));
    const power = value >= 0 ? lambda : 2 - lambda;
    const bent = Math.abs(power) < 1e-8 ? size : Math.expm1(power * size) / power;
    return value >= 0 ? bent : -bent;
  });
}

/** Golden-section search of the largest log likelihood. */
function likeliestLambda(x: Float64Array): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [LOWEST, HIGHEST];
  for (let step = 0; step < STEPS; step++) {
    const [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (logLikelihood(x, a) >= logLikelihood(x, b)) high = b;
    else low = a;
  }
  const lambda = (low + high) / 2;
  return Number.isFinite(logLikelihood(x, lambda)) ? lambda : 1;
}

function logLikelihood(x: Float64Array, lambda: number): number {
  const y = powered(x, lambda);
  const mean = y.reduce((sum, value) => sum + value / y.length, 0);
  const variance = y.reduce((sum, value) => sum + (value - mean) ** 2 / y.length, 0);
  const slope = x.reduce((sum, value) => sum + Math.sign(value) * Math.log1p(Math.abs(value)), 0);
  return (-x.length / 2) * Math.log(variance) + (lambda - 1) * slope;
}
