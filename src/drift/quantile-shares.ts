/** Values that many rows have stand at several of the quantiles: where they begin and end is known to a step. */

/** The share of values up to this one, by ascending quantiles in even steps; linear between two of them. */
export function shareUpTo(quantiles: Float64Array, value: number): number {
  const steps = quantiles.length - 1;
  const at = placeAfter(quantiles, value) - 1;
  if (at < 0) return 0;
  if (at === steps) return 1;
  const from = quantiles[at] ?? 0;
  const to = quantiles[at + 1] ?? from;
  if (from === value) return (isRepeated(quantiles, at) ? at + 0.5 : at) / steps;
  return (at + (value - from) / (to - from)) / steps;
}

/** The share of values below this one. */
export function shareBelow(quantiles: Float64Array, value: number): number {
  const steps = quantiles.length - 1;
  const at = placeOf(quantiles, value);
  if (quantiles[at] !== value) return shareUpTo(quantiles, value);
  if (at === 0) return 0;
  const isMany = quantiles[at + 1] === value;
  return (isMany ? at - 0.5 : at) / steps;
}

/** The first place of an ascending list whose value is not below this one. */
export function placeOf(sorted: Float64Array, value: number): number {
  return firstPlace(sorted, (own) => own >= value);
}

/** The first place of an ascending list whose value is above this one. */
export function placeAfter(sorted: Float64Array, value: number): number {
  return firstPlace(sorted, (own) => own > value);
}

function firstPlace(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function isRepeated(quantiles: Float64Array, at: number): boolean {
  return at > 0 && quantiles[at - 1] === quantiles[at];
}
