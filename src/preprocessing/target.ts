import type { TaskShape } from '../util/task-kind.js';
import { momentsOf } from './moments.js';
import { rangeOf } from './range-of.js';

/** Numbers as they are, or their logarithm where all are at least 0 and they are skewed. */
export const TARGET_SCALES = ['plain', 'log'] as const;
export type TargetScale = (typeof TARGET_SCALES)[number];

/** From this skewness on, the mean of (z-score)³, the logarithm of numbers is tried. */
const SKEWED = 1;

/** How the label becomes what models are trained on: classes stay codes, numbers are standardised. */
export interface FittedTarget {
  readonly kind: 'target';
  /** Whether numbers are standardised as log(1 + y). */
  readonly log: boolean;
  readonly mean: number;
  readonly deviation: number;
  /** The training range, standardised: a logarithm is not believed farther than one deviation beyond it. */
  readonly low: number;
  readonly high: number;
}

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
  if (task.kind !== 'regression') {
    const fitted: FittedTarget = {
      kind: 'target',
      log: false,
      mean: 0,
      deviation: 1,
      low: 0,
      high: 0,
    };
    return { fitted, transformed: new Float32Array(y) };
  }
  const log = scale === 'log' && isSkewed(y, weights);
  const bent = log ? y.map(Math.log1p) : y;
  const { mean, deviation } = momentsOf(bent, weights);
  const standardised = bent.map((value) => (value - mean) / deviation);
  const { low, high } = rangeOf(standardised);
  const fitted: FittedTarget = { kind: 'target', log, mean, deviation, low, high };
  const transformed = new Float32Array(standardised);
  return { fitted, transformed };
}

/** Predictions in the label's own units; probabilities pass unchanged. */
export function restoreTarget(fitted: FittedTarget, predictions: Float64Array): Float64Array {
  const { log, mean, deviation, low, high } = fitted;
  if (!log) return predictions.map((value) => value * deviation + mean);
  return predictions.map((value) => {
    const believed = Math.max(low - 1, Math.min(high + 1, value));
    return Math.expm1(believed * deviation + mean);
  });
}

function isSkewed(y: Float64Array, weights?: Float64Array): boolean {
  if (y.some((value) => value < 0)) return false;
  const { mean, deviation } = momentsOf(y, weights);
  const cubes = y.reduce((sum, value, row) => {
    return sum + (weights?.[row] ?? 1) * ((value - mean) / deviation) ** 3;
  }, 0);
  return cubes / y.length > SKEWED;
}
