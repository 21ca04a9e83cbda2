import { exp, expm1 } from '../util/elementary/exp.js';
import { log, log1p } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';
import { hasLogLink, isOfNumbers, type TaskShape } from '../util/task-kind.js';
import { momentsOf } from './moments.js';
import { rangeOf } from './range-of.js';

/** Numbers as they are, or their logarithm where all are at least 0 and they are skewed. */
export const TARGET_SCALES = ['plain', 'log'] as const;
export type TargetScale = (typeof TARGET_SCALES)[number];

/** From this skewness on, the mean of (z-score)³, the logarithm of numbers is tried. */
const SKEWED = 1;
/** How far beyond the training labels a prediction is believed, in their standard deviations. */
const MARGIN = 2;
/** The least or the largest label is a limit where this share of the rows have it, and so many of them. */
const LIMIT_SHARE = 0.01;
const LIMIT_ROWS = 5;

/** How the label becomes what models are trained on: classes stay codes, numbers are standardised. */
export interface FittedTarget {
  readonly kind: 'target';
  /** Whether numbers are standardised as log(1 + y). */
  readonly log: boolean;
  readonly mean: number;
  readonly deviation: number;
  /** What standardised predictions are cut to, a little beyond the training labels; null for classes. */
  readonly bounds: { readonly low: number; readonly high: number } | null;
  /**
   * What 1 + y is multiplied by where predictions of a logarithm aim at the mean, not at the median (smearing; Duan 1983).
   * 1 leaves them as they are.
   */
  readonly smearing: number;
  /**
   * Whether models are trained on y over its mean and answer the logarithm of what they expect: a prediction is
   * e^(answer + `mean`), and `mean` the logarithm of the labels' mean. @default not
   */
  readonly link?: 'log' | undefined;
  /** Of how many quantiles each row is answered: they are sorted, so that none crosses another (Chernozhukov et al. 2010). @default one number */
  readonly quantiles?: number | undefined;
}

const CLASSES: FittedTarget = {
  kind: 'target',
  log: false,
  mean: 0,
  deviation: 1,
  bounds: null,
  smearing: 1,
};

/**
 * Fitted on the training rows' labels: mean 0 and deviation 1 for regression, unchanged codes for classes. Weights have a mean
 * of 1: a row of weight 3 counts like three rows.
 */
export function fitTarget(
  task: TaskShape,
  y: Float64Array,
  scale: TargetScale = 'plain',
  weights?: Float64Array,
): { fitted: FittedTarget; transformed: Float32Array } {
  if (!isOfNumbers(task)) return { fitted: CLASSES, transformed: new Float32Array(y) };
  if (hasLogLink(task)) return linkedTarget(y, weights);
  const log = scale === 'log' && isSkewed(y, weights);
  const bent = log ? y.map(log1p) : y;
  const { mean, deviation } = momentsOf(bent, weights);
  const standardised = bent.map((value) => (value - mean) / deviation);
  const bounds = boundsOf(standardised);
  const own = { log, mean, deviation, bounds, smearing: 1 };
  const quantiles = task.kind === 'quantile' ? { quantiles: task.quantiles.length } : {};
  const fitted: FittedTarget = { kind: 'target', ...own, ...quantiles };
  return { fitted, transformed: new Float32Array(standardised) };
}

/** Of labels that are not negative. Rows of a fold that are all 0 say that there is less than one in all of them. */
function linkedTarget(
  labels: Float64Array,
  weights: Float64Array | undefined,
): { fitted: FittedTarget; transformed: Float32Array } {
  const y = labels.some((own) => own > 0) ? labels : labels.map(() => 1 / labels.length);
  const { mean, deviation } = momentsOf(y, weights);
  const { high } = rangeOf(y);
  const least = y.reduce((low, own) => (own > 0 && own < low ? own : low), high);
  // Rarer than one label of the least size in all rows cannot be told from these rows.
  const low = log(least / mean / y.length);
  const bounds = { low, high: log((high + MARGIN * deviation) / mean) };
  const own = { log: false, mean: log(mean), deviation: 1, bounds, smearing: 1 };
  const transformed = Float32Array.from(y, (value) => value / mean);
  return { fitted: { kind: 'target', ...own, link: 'log' }, transformed };
}

/**
 * Predictions in the label's own units, cut off a little beyond the training labels, and at 0 where their logarithm was
 * learned; probabilities pass unchanged.
 */
export function restoreTarget(fitted: FittedTarget, predictions: Float64Array): Float64Array {
  const { log, mean, deviation, bounds, smearing, link, quantiles } = fitted;
  if (!bounds) return predictions;
  const { low, high } = bounds;
  const plain = ascending(predictions, quantiles).map(
    (value) => Math.max(low, Math.min(high, value)) * deviation + mean,
  );
  if (link) return plain.map(exp);
  return log
    ? smeared(
        plain.map((value) => Math.max(0, expm1(value))),
        smearing,
      )
    : plain;
}

/** The answers of each row sorted; one a row as they are. */
function ascending(predictions: Float64Array, quantiles = 1): Float64Array {
  if (quantiles === 1) return predictions;
  const sorted = predictions.slice();
  for (let from = 0; from < sorted.length; from += quantiles) {
    sorted.subarray(from, from + quantiles).sort();
  }
  return sorted;
}

/** A little beyond the labels, but not beyond a value at which they pile up, such as 0 or the top of a scale. */
function boundsOf(standardised: Float64Array): NonNullable<FittedTarget['bounds']> {
  const { low, high } = rangeOf(standardised);
  const least = Math.max(LIMIT_ROWS, LIMIT_SHARE * standardised.length);
  const isLimit = (end: number) => standardised.filter((value) => value === end).length >= least;
  return {
    low: isLimit(low) ? low : low - MARGIN,
    high: isLimit(high) ? high : high + MARGIN,
  };
}

/** Predictions by a logarithm, all 1 + y times a factor; never below 0. */
export function smeared(predictions: Float64Array, smearing: number): Float64Array {
  return predictions.map((value) => Math.max(0, value + (smearing - 1) * (value + 1)));
}

function isSkewed(y: Float64Array, weights?: Float64Array): boolean {
  if (y.some((value) => value < 0)) return false;
  const { mean, deviation } = momentsOf(y, weights);
  const cubes = y.reduce((sum, value, row) => {
    const z = (value - mean) / deviation;
    return sum + (weights?.[row] ?? 1) * z * square(z);
  }, 0);
  return cubes / y.length > SKEWED;
}
