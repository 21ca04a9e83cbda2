/** √(x² + y² + …), of sizes whose squares are no infinity. */
export function hypot(...values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
