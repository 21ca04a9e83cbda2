/**
 * Row weights in units of the mean of those above 0, so that limits and penalties mean rows, and rows that do not count change
 * nothing; undefined where all count alike. Some weight must be above 0.
 */
export function meanOne(weights: ArrayLike<number> | undefined): Float64Array | undefined {
  return weights && scaled(weights, countAboveZero(weights));
}

/** Row weights that sum to the number of rows: the mean of losses over all rows is then their weighted mean. */
export function sumToRows(weights: ArrayLike<number>): Float64Array {
  return scaled(weights, weights.length);
}

/** The mean of the weights above 0, in their own unit. */
export function meanWeight(weights: ArrayLike<number>): number {
  const largest = largestOf(weights);
  return largest * (sumOfShares(weights, largest) / countAboveZero(weights));
}

function scaled(weights: ArrayLike<number>, rows: number): Float64Array {
  const largest = largestOf(weights);
  const mean = sumOfShares(weights, largest) / rows;
  return Float64Array.from(weights, (weight) => weight / largest / mean);
}

function largestOf(weights: ArrayLike<number>): number {
  let largest = 0;
  for (let row = 0; row < weights.length; row++) largest = Math.max(largest, weights[row] ?? 0);
  return largest;
}

/** Shares of the largest weight neither overflow nor vanish. */
function sumOfShares(weights: ArrayLike<number>, largest: number): number {
  let sum = 0;
  for (let row = 0; row < weights.length; row++) sum += (weights[row] ?? 0) / largest;
  return sum;
}

function countAboveZero(weights: ArrayLike<number>): number {
  let count = 0;
  for (let row = 0; row < weights.length; row++) if ((weights[row] ?? 0) > 0) count++;
  return count;
}
