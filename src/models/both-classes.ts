/** The chance of the positive class becomes two, one for each class. */
export function bothClasses(positive: ArrayLike<number>): Float64Array {
  const both = new Float64Array(positive.length * 2);
  for (let row = 0; row < positive.length; row++) {
    const chance = positive[row] ?? 0;
    both[2 * row] = 1 - chance;
    both[2 * row + 1] = chance;
  }
  return both;
}
