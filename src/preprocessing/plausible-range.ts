import { median } from './median.js';
import type { Moments } from './moments.js';

/** The share of values, without those at the median, whose distance from it is usual. */
const USUAL = 0.99;
/** So many usual distances away a value is absurd; of many rows more, as a row then counts for less. */
const ABSURD = 30;
/** Of many rows an absurd value is more than so many deviations away, whatever it does to the deviation itself. */
const MANY_ROWS = 200;
const SUSPECT = 6;

/**
 * The range of the numbers without those that are absurdly far from all others, such as a single 1e9 among units, which
 * would squeeze the others into one point. It is the whole range of nearly all columns, prices and other long tails too.
 */
export function plausibleRange(
  x: Float64Array,
  { low, high, mean, deviation }: Moments,
): { readonly low: number; readonly high: number } {
  const farthest = Math.max(high - mean, mean - low);
  if (x.length >= MANY_ROWS && farthest <= SUSPECT * deviation) return { low, high };
  const middle = x.length > 0 ? median(x.slice()) : 0;
  const distances = x
    .map((value) => Math.abs(value - middle))
    .filter((distance) => distance > 0)
    .sort();
  const usual = distances[Math.floor(USUAL * (distances.length - 1))] ?? 0;
  const most = Math.max(ABSURD, Math.sqrt(x.length)) * usual;
  if (!((distances.at(-1) ?? 0) > most)) return { low, high };
  const isPlausible = (value: number) => Math.abs(value - middle) <= most;
  return {
    low: x.reduce((least, value) => (isPlausible(value) ? Math.min(least, value) : least), middle),
    high: x.reduce((most, value) => (isPlausible(value) ? Math.max(most, value) : most), middle),
  };
}

/** The numbers with those beyond the range moved to its ends. */
export function clampedTo(
  { low, high }: { readonly low: number; readonly high: number },
  x: Float64Array,
): Float64Array {
  return x.map((value) => Math.max(low, Math.min(high, value)));
}
