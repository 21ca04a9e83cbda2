/**
 * The mean and the standard deviation (of the population) of numbers; a deviation of 1 where all are equal. Sums are of
 * differences from the first number, so that numbers far from 0 that lie close together keep their digits. Weights have a
 * mean of 1.
 */
export function momentsOf(
  x: Float64Array,
  weights?: Float64Array,
): { readonly mean: number; readonly deviation: number } {
  const share = (row: number) => (weights?.[row] ?? 1) / x.length;
  const first = x[0] ?? 0;
  let isConstant = true;
  let sum = 0;
  for (let row = 0; row < x.length; row++) {
    const difference = (x[row] as number) - first;
    if (difference !== 0) isConstant = false;
    sum += difference * share(row);
  }
  if (isConstant) return { mean: first, deviation: 1 };
  let squares = 0;
  for (let row = 0; row < x.length; row++) {
    squares += ((x[row] as number) - first - sum) ** 2 * share(row);
  }
  return { mean: first + sum, deviation: Math.sqrt(squares) || 1 };
}
