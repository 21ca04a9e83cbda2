/** Row weights scaled to a mean of 1, so that limits and penalties mean rows; undefined where all count alike. */
export function meanOne(weights: Float64Array | undefined): Float64Array | undefined {
  if (!weights) return undefined;
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}
