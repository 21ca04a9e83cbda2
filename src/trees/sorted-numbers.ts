/** The first place of ascending numbers whose value is not below this one. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An edge between two numbers: at least the lower one, and never the upper one, which has to lie above it. */
export function halfway(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  const own = Number.isFinite(middle) ? middle : low / 2 + high / 2;
  return own >= low && own < high ? own : low;
}
