import { exp } from '../util/elementary/exp.js';
import { log } from '../util/elementary/log.js';
import { sigmoid } from '../util/sigmoid.js';

/** What boosting minimises, by the first two derivatives of the loss of each score. */
export interface Loss {
  readonly name: string;
  /** Scores of a row: one, or one a class. */
  readonly outputs: number;
  /** The best constant scores; of Huber's loss the median, which is near. */
  start(y: Float32Array, weights: Float64Array): Float64Array;
  /** Scores of all rows as predictions, in place. */
  link(scores: Float64Array): void;
  /** Writes g and h of one of a row's scores, times its weight, as pairs; told predictions, not scores. */
  gradients(
    predictions: Float64Array,
    y: Float32Array,
    weights: Float64Array,
    output: number,
    pairs: Float32Array,
  ): void;
  /** Of losses of several scores: writes g and h of all of a row, whose predictions start at `from`, for a weight of 1. */
  rowGradients?(
    predictions: Float32Array,
    from: number,
    label: number,
    g: Float64Array,
    h: Float64Array,
  ): void;
  /** Of losses whose hessian says nothing: the best constant for such residuals, which a leaf then answers. */
  leafValue?(residuals: Float64Array, weights: Float64Array, output: number): number;
}

/** Hessians are not allowed to vanish. */
const LEAST_HESSIAN = 1e-16;

/** ½ (s − y)². */
export const squaredLoss: Loss = pointwise('squared', {
  start: weightedMean,
  slope: (error) => error,
  bend: () => 1,
});

/** |s − y|: leaves answer the median of their residuals. */
export const absoluteLoss: Loss = {
  ...pointwise('absolute', {
    start: (y, weights) => weightedQuantile(Float64Array.from(y), weights, 0.5),
    slope: (error) => Math.sign(error),
    bend: () => 1,
  }),
  leafValue: (residuals, weights) => weightedQuantile(residuals, weights, 0.5),
};

/** Squares up to δ, then in proportion (Huber 1964). */
export function huberLoss(delta: number): Loss {
  return pointwise('huber', {
    start: (y, weights) => weightedQuantile(Float64Array.from(y), weights, 0.5),
    slope: (error) => Math.max(-delta, Math.min(delta, error)),
    bend: () => 1,
  });
}

/**
 * The pinball loss of each of some quantiles in (0, 1), a score for each (Koenker and Bassett 1978): leaves answer that quantile
 * of their residuals.
 */
export function quantilesLoss(quantiles: readonly number[]): Loss {
  const at = (output: number) => quantiles[output] ?? 0.5;
  return {
    name: 'quantiles',
    outputs: quantiles.length,
    start(y, weights) {
      const labels = Float64Array.from(y);
      return Float64Array.from(quantiles, (quantile) =>
        weightedQuantile(labels, weights, quantile),
      );
    },
    gradients(scores, y, weights, output, pairs) {
      for (let row = 0; row < y.length; row++) {
        const weight = weights[row] as number;
        const error = (scores[row * quantiles.length + output] as number) - (y[row] as number);
        pairs[2 * row] = weight * (error > 0 ? 1 - at(output) : -at(output));
        pairs[2 * row + 1] = weight;
      }
    },
    link: () => {},
    leafValue: (residuals, weights, output) => weightedQuantile(residuals, weights, at(output)),
  };
}

/** Hessians of Poisson's loss are those of a score that is so much higher, so that steps are not too long (LightGBM, XGBoost). */
const LONGEST_STEP = 0.7;

/** eˢ − y s, for counts: scores are logarithms of what is expected. */
export const poissonLoss: Loss = logarithmic('poisson', (score, label) => {
  const rate = exp(score);
  return { slope: rate - label, bend: rate * exp(LONGEST_STEP) };
});

/**
 * s + y e⁻ˢ, for numbers above 0 whose deviation grows with them: scores are logarithms of what is expected. Hessians are at least
 * the expected one, 1 (Fisher scoring): those of labels far below what is predicted vanish, and steps would have no bound.
 */
export const gammaLoss: Loss = logarithmic('gamma', (score, label) => {
  const share = label * exp(-score);
  return { slope: 1 - share, bend: Math.max(1, share) };
});

/** −log of the probability of the class, 0 or 1, by one score. */
export const logisticLoss: Loss = {
  name: 'logistic',
  outputs: 1,
  start(y, weights) {
    const share = Math.max(1e-9, Math.min(1 - 1e-9, weightedMean(y, weights)));
    return Float64Array.of(log(share / (1 - share)));
  },
  gradients(predictions, y, weights, _output, pairs) {
    for (let row = 0; row < y.length; row++) {
      const weight = weights[row] as number;
      const chance = predictions[row] as number;
      pairs[2 * row] = weight * (chance - (y[row] as number));
      pairs[2 * row + 1] = weight * Math.max(chance * (1 - chance), LEAST_HESSIAN);
    }
  },
  link: (scores) => replace(scores, sigmoid),
};

/** −log of the probability of the class, by a score for each class (Friedman 2001, with LightGBM's K / (K − 1)). */
export function softmaxLoss(classes: number): Loss {
  const factor = classes / (classes - 1);
  return {
    name: 'softmax',
    outputs: classes,
    start(y, weights) {
      const counts = new Float64Array(classes).fill(1e-9);
      for (const [row, code] of y.entries()) {
        counts[code] = (counts[code] ?? 0) + (weights[row] ?? 0);
      }
      const all = counts.reduce((sum, count) => sum + count, 0);
      return counts.map((count) => log(count / all));
    },
    gradients(predictions, y, weights, output, pairs) {
      for (let row = 0; row < y.length; row++) {
        const weight = weights[row] as number;
        const chance = predictions[row * classes + output] as number;
        pairs[2 * row] = weight * (chance - Number(y[row] === output));
        pairs[2 * row + 1] = weight * factor * Math.max(chance * (1 - chance), LEAST_HESSIAN);
      }
    },
    rowGradients(predictions, from, label, g, h) {
      for (let c = 0; c < classes; c++) {
        const chance = predictions[from + c] as number;
        g[c] = chance;
        h[c] = factor * Math.max(chance * (1 - chance), LEAST_HESSIAN);
      }
      g[label] = (g[label] as number) - 1;
    },
    link(scores) {
      for (let from = 0; from < scores.length; from += classes) softmaxRow(scores, from, classes);
    },
  };
}

/** A loss of the logarithm of what is expected, one score a row. */
function logarithmic(
  name: string,
  at: (score: number, label: number) => { readonly slope: number; readonly bend: number },
): Loss {
  return {
    name,
    outputs: 1,
    start: (y, weights) => Float64Array.of(log(Math.max(1e-9, weightedMean(y, weights)))),
    gradients(scores, y, weights, _output, pairs) {
      for (let row = 0; row < y.length; row++) {
        const weight = weights[row] as number;
        const { slope, bend } = at(scores[row] as number, y[row] as number);
        pairs[2 * row] = weight * slope;
        pairs[2 * row + 1] = weight * Math.max(bend, LEAST_HESSIAN);
      }
    },
    link: () => {},
  };
}

interface Point {
  readonly start: (y: Float32Array, weights: Float64Array) => number;
  readonly slope: (error: number) => number;
  readonly bend: (error: number) => number;
}

/** A loss of s − y, one score a row. */
function pointwise(name: string, { start, slope, bend }: Point): Loss {
  return {
    name,
    outputs: 1,
    start: (y, weights) => Float64Array.of(start(y, weights)),
    gradients(predictions, y, weights, _output, pairs) {
      for (let row = 0; row < y.length; row++) {
        const weight = weights[row] as number;
        const error = (predictions[row] as number) - (y[row] as number);
        pairs[2 * row] = weight * slope(error);
        pairs[2 * row + 1] = weight * bend(error);
      }
    },
    link: () => {},
  };
}

/** In place, shifted by the highest. */
function softmaxRow(scores: Float64Array, from: number, classes: number): void {
  const end = from + classes;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = from; i < end; i++) highest = Math.max(highest, scores[i] as number);
  let sum = 0;
  for (let i = from; i < end; i++) {
    const e = exp((scores[i] as number) - highest);
    scores[i] = e;
    sum += e;
  }
  for (let i = from; i < end; i++) scores[i] = (scores[i] as number) / sum;
}

function replace(values: Float64Array, by: (value: number) => number): void {
  for (let i = 0; i < values.length; i++) values[i] = by(values[i] as number);
}

function weightedMean(values: ArrayLike<number>, weights: Float64Array): number {
  let [sum, all] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += (weights[i] ?? 0) * (values[i] ?? 0);
    all += weights[i] ?? 0;
  }
  return all > 0 ? sum / all : 0;
}

/** The value below which a share of the weight lies. */
export function weightedQuantile(
  values: Float64Array,
  weights: Float64Array,
  share: number,
): number {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const all = order.reduce((sum, i) => sum + (weights[i] ?? 0), 0);
  let seen = 0;
  for (const i of order) {
    seen += weights[i] ?? 0;
    if (seen >= share * all) return values[i] ?? 0;
  }
  return values[order.at(-1) ?? 0] ?? 0;
}
