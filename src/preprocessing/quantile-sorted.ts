/**
 * The quantile of ascending numbers, linear between neighbours, as that of simple-statistics, which takes no typed
 * arrays. Never −0, so that it does not hang on the order of −0 and 0. `sorted` must not be empty.
 */
export function quantileSorted(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  const from = sorted[low] ?? Number.NaN;
  if (low === place) return from + 0;
  return from + (place - low) * ((sorted[low + 1] ?? from) - from) + 0;
}
