import { meanPinball } from '../metrics/mean-pinball.js';
import { type Truth, totalWeight } from '../metrics/metric.js';
import type { Covered } from './covered.js';
import { coveredOf } from './covered-of.js';

/** How one of the quantiles that are predicted does on rows with labels. */
export interface QuantileScore {
  readonly quantile: number;
  /** Its own mean pinball loss, in the unit of the label. */
  readonly pinball: number;
  /** The share of rows whose label is at or below the answer: as large as `quantile` where answers are right. */
  readonly below: number;
}

/** How quantiles do on rows with labels; means count rows by their weights. */
export interface QuantileScores {
  /** In ascending order of the quantiles. */
  readonly each: readonly QuantileScore[];
  /** Of the interval from the least to the greatest; none of a single quantile. */
  readonly central?: Covered;
}

/** Of predictions (rows, quantiles). */
export function quantileScores(
  truth: Truth,
  predictions: Float64Array,
  quantiles: readonly number[],
  weights: Float64Array | undefined,
): QuantileScores {
  const answers = quantiles.map((_, place) => answersAt(predictions, quantiles.length, place));
  const each = quantiles.map((quantile, place): QuantileScore => {
    const own = answers[place] ?? new Float64Array();
    const task = { kind: 'quantile', classes: 0, quantiles: [quantile] } as const;
    const pinball = meanPinball.score(truth, own, task, weights);
    return { quantile, pinball, below: shareBelow(truth, own, weights) };
  });
  const [low, high] = [answers.at(0), answers.at(-1)];
  if (quantiles.length < 2 || !low || !high) return { each };
  const coverage = centralShare(quantiles);
  return { each, central: coveredOf({ kind: 'intervals', coverage, low, high }, truth, weights) };
}

/** The share of labels between the least and the greatest of ascending quantiles, without what rounding adds. */
export function centralShare(quantiles: readonly number[]): number {
  return Number(((quantiles.at(-1) ?? 0) - (quantiles.at(0) ?? 0)).toFixed(12));
}

/** The answers for the quantile at this place, one a row. */
function answersAt(predictions: Float64Array, width: number, place: number): Float64Array {
  const rows = predictions.length / width;
  return Float64Array.from({ length: rows }, (_, row) => predictions[row * width + place] ?? NaN);
}

function shareBelow(truth: Truth, answers: Float64Array, weights: Float64Array | undefined) {
  let below = 0;
  for (const [row, answer] of answers.entries()) {
    if ((truth[row] ?? Number.NaN) <= answer) below += weights?.[row] ?? 1;
  }
  return below / totalWeight(truth.length, weights);
}
