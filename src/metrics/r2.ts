import { square } from '../util/elementary/square.js';
import { type Metric, type RowWeights, type Truth, totalWeight } from './metric.js';
import { rmse, squaredError } from './rmse.js';

/** The share of the label's variance that is explained: 1 − Σ(y − ŷ)² / Σ(y − ȳ)²; NaN for a constant label. */
export const r2: Metric = {
  name: 'r2',
  direction: 'maximize',
  tasks: ['regression'],
  judges: 'numbers',
  range: [Number.NEGATIVE_INFINITY, 1],
  // Within a fold both have the same order, and the error needs no variance.
  inFold: rmse,
  score(truth, predictions, _task, weights) {
    const spread = spreadOf(truth, weights);
    return spread === 0 ? Number.NaN : 1 - squaredError(truth, predictions, weights) / spread;
  },
};

/** Numbers that differ by less, as a share of their size, are equal but for their rounding. */
const ROUNDING = 8 * Number.EPSILON;

/** Σ weight · (y − ȳ)², by differences from the first one that counts; 0 where all that count are equal but for rounding. */
function spreadOf(truth: Truth, weights: RowWeights): number {
  const weightOf = (row: number) => weights?.[row] ?? 1;
  const total = totalWeight(truth.length, weights);
  let first: number | undefined;
  let sum = 0;
  let [farthest, largest] = [0, 0];
  for (let row = 0; row < truth.length; row++) {
    const value = truth[row] as number;
    if (weightOf(row) === 0) continue;
    first ??= value;
    sum += (weightOf(row) * (value - first)) / total;
    farthest = Math.max(farthest, Math.abs(value - first));
    largest = Math.max(largest, Math.abs(value));
  }
  if (farthest <= ROUNDING * largest) return 0;
  let spread = 0;
  for (let row = 0; row < truth.length; row++) {
    spread += weightOf(row) * square((truth[row] as number) - (first ?? 0) - sum);
  }
  return spread;
}
