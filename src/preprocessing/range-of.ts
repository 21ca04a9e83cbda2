/** The least and the largest value; 0 where there is none. */
export function rangeOf(x: Float64Array): { readonly low: number; readonly high: number } {
  let [low, high] = [x[0] ?? 0, x[0] ?? 0];
  for (let row = 0; row < x.length; row++) {
    const value = x[row] ?? 0;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}
