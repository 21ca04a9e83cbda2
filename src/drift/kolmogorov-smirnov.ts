import { exp } from '../util/elementary/exp.js';
import { square } from '../util/elementary/square.js';
import { placeAfter, placeOf, shareBelow, shareUpTo } from './quantile-shares.js';

/** How far two distributions are apart at most. */
export interface KolmogorovSmirnov {
  /** The largest difference between shares of values up to any one of training's quantiles. */
  readonly distance: number;
  /** By how much the distance may be wrong, as training is known by its quantiles alone. */
  readonly resolution: number;
  /** The chance of such a distance, less the resolution, although nothing has changed; of this column alone. */
  readonly pValue: number;
}

/** Of ascending values against ascending quantiles in even steps of so many training rows. */
export function kolmogorovSmirnov(
  quantiles: Float64Array,
  trainedRows: number,
  sorted: Float64Array,
): KolmogorovSmirnov {
  let distance = 0;
  const rows = sorted.length;
  for (const value of new Set(quantiles)) {
    const upTo = placeAfter(sorted, value) / rows - shareUpTo(quantiles, value);
    const below = placeOf(sorted, value) / rows - shareBelow(quantiles, value);
    distance = Math.max(distance, Math.abs(upTo), Math.abs(below));
  }
  const resolution = 1 / (quantiles.length - 1);
  const sure = Math.max(0, distance - resolution);
  return { distance, resolution, pValue: distanceChance(sure, trainedRows, rows) };
}

/** Kolmogorov's distribution at the effective number of rows, corrected for few (Stephens 1970). */
function distanceChance(distance: number, trained: number, now: number): number {
  const root = Math.sqrt((trained * now) / (trained + now));
  const scaled = (root + 0.12 + 0.11 / root) * distance;
  // The series converges slowly where the chance is all but 1.
  if (scaled < 0.3) return 1;
  let sum = 0;
  for (let k = 1; k <= 20; k++) sum += (k % 2 === 1 ? 2 : -2) * exp(-2 * square(k * scaled));
  return Math.max(0, Math.min(1, sum));
}
