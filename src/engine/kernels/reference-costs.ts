import { exp } from '../../util/elementary/exp.js';
import { log, log1p } from '../../util/elementary/log.js';
import { square } from '../../util/elementary/square.js';
import { sigmoid } from '../../util/sigmoid.js';
import type { CostStep, Floats, Offset } from './kernels.js';

/** The cost of output x where y is wanted, and its slope ∂cost/∂x; p is the cost's one number. */
interface ValueCost {
  readonly cost: (x: number, y: number, p: number) => number;
  readonly slope: (x: number, y: number, p: number) => number;
}

type ValueCostKind = Exclude<CostStep['kind'], 'softmax-cross-entropy'>;

const COSTS: Readonly<Record<ValueCostKind, ValueCost>> = {
  'mean-squared-error': { cost: (x, y) => square(x - y), slope: (x, y) => 2 * (x - y) },
  'mean-absolute-error': { cost: (x, y) => Math.abs(x - y), slope: (x, y) => Math.sign(x - y) },
  // Squared within δ of the target, absolute beyond (Huber 1964).
  huber: {
    cost(x, y, delta) {
      const error = Math.abs(x - y);
      return error <= delta ? 0.5 * error * error : delta * (error - 0.5 * delta);
    },
    slope: (x, y, delta) => Math.max(-delta, Math.min(delta, x - y)),
  },
  // Least at the τ-quantile (Koenker and Bassett 1978).
  pinball: {
    cost: (x, y, tau) => Math.max(tau * (y - x), (tau - 1) * (y - x)),
    slope: (x, y, tau) => (x === y ? 0 : x < y ? -tau : 1 - tau),
  },
  // Of a rate eˣ, without the terms that no x changes.
  poisson: { cost: (x, y) => exp(x) - y * x, slope: (x, y) => exp(x) - y },
  'binary-cross-entropy': {
    cost: (x, y, smoothing) =>
      Math.max(x, 0) + log1p(exp(-Math.abs(x))) - smoothed(y, smoothing) * x,
    slope: (x, y, smoothing) => sigmoid(x) - smoothed(y, smoothing),
  },
};

export interface CostPlaces {
  readonly x: Offset;
  readonly y: Offset;
  /** One a row. */
  readonly weights: Offset;
  readonly dx: Offset;
}

/** Σ weight · cost over rows and columns; dx = weight · slope / rows. */
export function valueCost(
  a: Floats,
  kind: ValueCostKind,
  parameter: number,
  { x, y, weights, dx }: CostPlaces,
  rows: number,
  columns: number,
): number {
  const { cost, slope } = COSTS[kind];
  let sum = 0;
  for (let i = 0; i < rows * columns; i++) {
    const weight = a[weights + Math.floor(i / columns)] as number;
    const output = a[x + i] as number;
    const target = a[y + i] as number;
    sum += weight * cost(output, target, parameter);
    a[dx + i] = (weight * slope(output, target, parameter)) / rows;
  }
  return sum;
}

/** Σ weight · (logsumexp(x) − ⟨wanted, x⟩) of logits x; dx = weight · (softmax(x) − wanted) / rows. */
export function softmaxCrossEntropy(
  a: Floats,
  smoothing: number,
  { x, y, weights, dx }: CostPlaces,
  rows: number,
  columns: number,
): number {
  let cost = 0;
  for (let r = 0; r < rows; r++) {
    const row = x + r * columns;
    const weight = a[weights + r] as number;
    let max = -Infinity;
    for (let j = 0; j < columns; j++) max = Math.max(max, a[row + j] as number);
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += exp((a[row + j] as number) - max);
    cost += weight * log(sum);
    for (let j = 0; j < columns; j++) {
      const logit = a[row + j] as number;
      const wanted = (a[y + r] === j ? 1 - smoothing : 0) + smoothing / columns;
      // Times 0, an infinite logit would be no number.
      if (wanted > 0) cost += weight * wanted * (max - logit);
      const probability = exp(logit - max) / sum;
      a[dx + r * columns + j] = (weight * (probability - wanted)) / rows;
    }
  }
  return cost;
}

/** Part of the certainty goes to the other class (Szegedy et al. 2016). */
function smoothed(target: number, smoothing: number): number {
  return target * (1 - smoothing) + smoothing / 2;
}
