import { binaryExponent } from '../util/elementary/powers-of-two.js';
import { square } from '../util/elementary/square.js';
import { rangeOf } from './range-of.js';

export interface Moments {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  /** The standard deviation (of the population); 1 where all numbers that count are equal. */
  readonly deviation: number;
}

/** Numbers this near each other, for their size, are summed by what they are above the least. */
const NARROW = 1e-6;
/** Numbers whose squares could overflow or vanish are measured in a unit of their own. */
const LARGE = 1e140;

/**
 * Of numbers of any size and with any offset: two passes, so that a small spread keeps its digits. Weights have a mean of 1.
 */
export function momentsOf(x: Float64Array, weights?: Float64Array): Moments {
  const { low, high } = rangeOf(x);
  if (low === high) return { low, high, mean: low, deviation: 1 };
  const share = (row: number) => (weights ? (weights[row] as number) : 1) / x.length;
  const from = high - low < NARROW * Math.max(Math.abs(low), Math.abs(high)) ? low : 0;
  const farthest = Math.max(Math.abs(low - from), Math.abs(high - from));
  const isExtreme = farthest > LARGE || farthest < 1 / LARGE;
  const unit = isExtreme ? 2 ** binaryExponent(farthest) : 1;
  let mean = 0;
  for (let row = 0; row < x.length; row++)
    mean += (((x[row] as number) - from) / unit) * share(row);
  let squares = 0;
  for (let row = 0; row < x.length; row++) {
    squares += square(((x[row] as number) - from) / unit - mean) * share(row);
  }
  return { low, high, mean: from + mean * unit, deviation: Math.sqrt(squares) * unit || 1 };
}
