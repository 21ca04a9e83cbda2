import { expm1 } from '../util/elementary/exp.js';
import { log, log1p } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';
import { drawFirst, randomStream } from '../util/random.js';
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
/** Rows that λ is found on, drawn at random; all of them where there are fewer than twice as many. */
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
    const logs = signedLogs(before.transformed);
    const lambda = likeliestLambda(sampleOf(logs));
    const after = scaleStandard.fit({}, powered(logs, lambda));
    const fitted: FittedScaleYeoJohnson = {
      kind: 'scale-yeo-johnson',
      lambda,
      before: before.fitted,
      after: after.fitted,
    };
    return { fitted, transformed: after.transformed };
  },
  transform({ lambda, before, after }, x) {
    const logs = signedLogs(scaleStandard.transform(before, x));
    return scaleStandard.transform(after, powered(logs, lambda));
  },
};

function sampleOf(logs: Float64Array): Float64Array {
  if (logs.length < 2 * SAMPLE) return logs;
  return drawFirst(randomStream('yeo-johnson'), logs.slice(), SAMPLE);
}

/** log(1 + |x|) with the sign of x: all that the power needs of x, and the same for every λ. */
function signedLogs(x: Float64Array): Float64Array {
  return x.map((value) => Math.sign(value) * log1p(Math.abs(value)));
}

/** The power of the values that have these signed logarithms. */
function powered(logs: Float64Array, lambda: number): Float64Array {
  const out = new Float64Array(logs.length);
  for (let row = 0; row < logs.length; row++) {
    const log = logs[row] ?? 0;
    const power = log >= 0 ? lambda : 2 - lambda;
    const size = Math.abs(log);
    const bent = Math.abs(power) < 1e-8 ? size : expm1(power * size) / power;
    out[row] = log >= 0 ? bent : -bent;
  }
  return out;
}

/** Golden-section search of the largest log likelihood. */
function likeliestLambda(logs: Float64Array): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [LOWEST, HIGHEST];
  for (let step = 0; step < STEPS; step++) {
    const [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (logLikelihood(logs, a) >= logLikelihood(logs, b)) high = b;
    else low = a;
  }
  const lambda = (low + high) / 2;
  return Number.isFinite(logLikelihood(logs, lambda)) ? lambda : 1;
}

function logLikelihood(logs: Float64Array, lambda: number): number {
  const y = powered(logs, lambda);
  let mean = 0;
  for (const value of y) mean += value / y.length;
  let variance = 0;
  for (const value of y) variance += square(value - mean) / y.length;
  let slope = 0;
  for (const log of logs) slope += log;
  return (-logs.length / 2) * log(variance) + (lambda - 1) * slope;
}
