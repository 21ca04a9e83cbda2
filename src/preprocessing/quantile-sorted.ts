/**
 * The quantile of ascending numbers, linear between neighbours, as that of simple-statistics, which takes no typed
 * arrays. Never −0, so that it does not hang on the order of −0 and 0. `sorted` must not be empty.
 */
export function quantileSorted(sorted: Float64Array, at: number): number {
  const place = (sorted.length - 1) * at;
  const low = Math.floor(place);
  const from = sorted[low] ?? Number.NaN;
  if (low === place) return from + 0;
  const [share, to] = [place - low, sorted[low + 1] ?? from];
  // Between numbers of opposite signs near the greatest there is more than a number can be.
  const isApart = !Number.isFinite(to - from);
  return (isApart ? (1 - share) * from + share * to : from + share * (to - from)) + 0;
}
