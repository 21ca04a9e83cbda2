import type { NetworkInput } from '../engine/network-input.js';
import { exp } from '../util/elementary/exp.js';
import { log, log1p } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';
import { sigmoid } from '../util/sigmoid.js';

/** A linear model of several outputs: coefficients (columns, outputs), then an intercept for each output. */
export interface LinearFit {
  readonly coefficients: Float64Array;
}

export interface ElasticNetProblem {
  readonly x: NetworkInput;
  /** Numbers, or class codes. */
  readonly y: Float32Array;
  /** With a mean of 1. */
  readonly weights: Float64Array;
  /** 0 for numbers, 2 for one logistic output, more for softmax. */
  readonly classes: number;
  /** Of numbers; sums are the logarithm of what is expected by Poisson's and the gamma loss. @default squared */
  readonly loss?: SmoothLoss | undefined;
  /** Of each column: 1 where its coefficient must not be below 0, −1 where not above, else 0; of one output. @default all 0 */
  readonly directions?: Int8Array | undefined;
}

/** Losses of numbers that have a slope everywhere. */
export const SMOOTH_LOSSES = ['squared', 'huber', 'poisson', 'gamma'] as const;
export type SmoothLoss = (typeof SMOOTH_LOSSES)[number];

export interface Penalty {
  /** What the penalty counts beside the mean loss. */
  readonly strength: number;
  /** The share of absolute values in it, the rest being squares (Zou and Hastie 2005). */
  readonly l1: number;
}

const MOST_STEPS = 300;
/** Steps that change coefficients by less, as a share of the largest, end it. */
const TOLERANCE = 1e-4;

/**
 * Minimises mean loss + strength · (l1 · Σ|w| + (1 − l1) / 2 · Σ w²) by proximal gradients with momentum that restarts
 * when it leads astray (FISTA; Beck and Teboulle 2009; O'Donoghue and Candès 2015). Intercepts are not penalised.
 */
export function elasticNet(
  problem: ElasticNetProblem,
  penalty: Penalty,
  start: LinearFit,
  shouldStop: () => boolean,
): LinearFit {
  const outputs = outputCount(problem);
  const penalised = start.coefficients.length - outputs;
  let current = start.coefficients;
  let ahead = current;
  let momentum = 1;
  let stepSize = 1;
  for (let step = 0; step < MOST_STEPS && !shouldStop(); step++) {
    const { loss, gradient } = lossAt(problem, ahead);
    const moved = backtrack(problem, penalty, ahead, loss, gradient, stepSize, penalised);
    stepSize = moved.stepSize * 1.2;
    const next = moved.coefficients;
    const isAstray = dot(minus(ahead, next), minus(next, current)) > 0;
    const nextMomentum = isAstray ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const inertia = isAstray ? 0 : (momentum - 1) / nextMomentum;
    const last = current;
    ahead = next.map((value, i) => value + inertia * (value - (last[i] ?? 0)));
    const change = largest(minus(next, current));
    current = next;
    momentum = nextMomentum;
    if (change <= TOLERANCE * Math.max(1e-3, largest(current))) break;
  }
  return { coefficients: current };
}

/** Coefficients of 0. */
export function emptyFit(problem: ElasticNetProblem): LinearFit {
  const columns = columnCount(problem.x);
  return { coefficients: new Float64Array((columns + 1) * outputCount(problem)) };
}

/** Sums of all outputs, (rows, outputs), before any link. */
export function linearSums(
  x: NetworkInput,
  { coefficients }: LinearFit,
  outputs: number,
): Float64Array {
  const sums = new Float64Array(x.rows * outputs);
  const dense = x.dense?.columns ?? 0;
  const intercepts = columnCount(x) * outputs;
  for (let to = 0; to < sums.length; to++) {
    sums[to] = coefficients[intercepts + (to % outputs)] as number;
  }
  for (let row = 0; row < x.rows; row++) {
    const to = row * outputs;
    for (let column = 0; column < dense; column++) {
      const value = x.dense?.data[row * dense + column] as number;
      addTimes(sums, to, value, coefficients, column * outputs, outputs);
    }
    const end = x.sparse?.offsets[row + 1] ?? 0;
    for (let entry = x.sparse?.offsets[row] ?? 0; entry < end; entry++) {
      const column = dense + (x.sparse?.indices[entry] as number);
      const value = x.sparse?.values[entry] as number;
      addTimes(sums, to, value, coefficients, column * outputs, outputs);
    }
  }
  return sums;
}

/** Adds so many values of `from`, times the factor, to those of `to`. */
function addTimes(
  to: Float64Array,
  toPlace: number,
  factor: number,
  from: Float64Array,
  fromPlace: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) {
    to[toPlace + k] = (to[toPlace + k] as number) + factor * (from[fromPlace + k] as number);
  }
}

export function outputCount({ classes }: Pick<ElasticNetProblem, 'classes'>): number {
  return classes > 2 ? classes : 1;
}

function columnCount(x: NetworkInput): number {
  return (x.dense?.columns ?? 0) + (x.sparse?.columns ?? 0);
}

/** The mean loss and its gradient. */
function lossAt(problem: ElasticNetProblem, coefficients: Float64Array) {
  const { x } = problem;
  const outputs = outputCount(problem);
  const slopes = linearSums(x, { coefficients }, outputs);
  const loss = toSlopes(problem, slopes, outputs) / x.rows;
  const gradient = new Float64Array(coefficients.length);
  const dense = x.dense?.columns ?? 0;
  const intercepts = columnCount(x) * outputs;
  for (let row = 0; row < x.rows; row++) {
    const from = row * outputs;
    for (let column = 0; column < dense; column++) {
      const value = x.dense?.data[row * dense + column] as number;
      addTimes(gradient, column * outputs, value / x.rows, slopes, from, outputs);
    }
    const end = x.sparse?.offsets[row + 1] ?? 0;
    for (let entry = x.sparse?.offsets[row] ?? 0; entry < end; entry++) {
      const column = dense + (x.sparse?.indices[entry] as number);
      const value = x.sparse?.values[entry] as number;
      addTimes(gradient, column * outputs, value / x.rows, slopes, from, outputs);
    }
    addTimes(gradient, intercepts, 1 / x.rows, slopes, from, outputs);
  }
  return { loss, gradient };
}

/** Sums become the slopes of each row's loss, in place; the summed loss is returned. */
function toSlopes(
  { y, weights, classes, loss: numbers = 'squared' }: ElasticNetProblem,
  sums: Float64Array,
  outputs: number,
): number {
  let loss = 0;
  for (let row = 0; row < y.length; row++) {
    const weight = weights[row] as number;
    const label = y[row] as number;
    const sum = sums[row] as number;
    if (classes === 0) {
      const { value, slope } = POINTS[numbers](sum, label);
      loss += weight * value;
      sums[row] = weight * slope;
    } else if (outputs === 1) {
      loss += weight * (Math.max(sum, 0) - label * sum + log1p(exp(-Math.abs(sum))));
      sums[row] = weight * (sigmoid(sum) - label);
    } else loss += weight * softmaxSlopes(sums, row * outputs, outputs, label, weight);
  }
  return loss;
}

type Point = (sum: number, label: number) => { readonly value: number; readonly slope: number };

/** Huber's loss is squared up to one standard deviation of the label. */
const POINTS: Readonly<Record<SmoothLoss, Point>> = {
  squared: (sum, label) => ({ value: square(sum - label) / 2, slope: sum - label }),
  huber(sum, label) {
    const error = Math.abs(sum - label);
    const value = error <= 1 ? square(error) / 2 : error - 0.5;
    return { value, slope: Math.max(-1, Math.min(1, sum - label)) };
  },
  poisson: (sum, label) => ({
    value: exp(sum) - label * sum,
    slope: exp(sum) - label,
  }),
  gamma(sum, label) {
    const share = label * exp(-sum);
    return { value: sum + share, slope: 1 - share };
  },
};

function softmaxSlopes(
  sums: Float64Array,
  from: number,
  classes: number,
  label: number,
  weight: number,
): number {
  const own = sums.subarray(from, from + classes);
  const chances = softmax(own);
  const loss = -log(Math.max(1e-300, chances[label] as number));
  for (let k = 0; k < classes; k++) {
    own[k] = weight * ((chances[k] as number) - Number(k === label));
  }
  return loss;
}

export function softmax(sums: Float64Array): Float64Array {
  const most = sums.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = sums.map((sum) => exp(sum - most));
  const all = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / all);
}

/** A proximal step, the longest of halved ones that the quadratic bound allows. */
function backtrack(
  problem: ElasticNetProblem,
  { strength, l1 }: Penalty,
  at: Float64Array,
  loss: number,
  gradient: Float64Array,
  longest: number,
  penalised: number,
): { readonly coefficients: Float64Array; readonly stepSize: number } {
  let stepSize = longest;
  for (;;) {
    const shrink = 1 / (1 + stepSize * strength * (1 - l1));
    const threshold = stepSize * strength * l1;
    const size = stepSize;
    const coefficients = at.map((value, i) => {
      const moved = value - size * (gradient[i] ?? 0);
      if (i >= penalised) return moved;
      const kept = Math.sign(moved) * Math.max(0, Math.abs(moved) - threshold) * shrink;
      // On the right side of 0, or at it.
      return kept * (problem.directions?.[i] ?? 0) < 0 ? 0 : kept;
    });
    const gap = minus(coefficients, at);
    const bound = loss + dot(gradient, gap) + dot(gap, gap) / (2 * stepSize);
    if (meanLoss(problem, coefficients) <= bound + 1e-12 || stepSize < 1e-12) {
      return { coefficients, stepSize };
    }
    stepSize /= 2;
  }
}

function meanLoss(problem: ElasticNetProblem, coefficients: Float64Array): number {
  const outputs = outputCount(problem);
  return (
    toSlopes(problem, linearSums(problem.x, { coefficients }, outputs), outputs) / problem.x.rows
  );
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - (b[i] ?? 0));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
