/** A copy of the numbers that are not missing (NaN), in their order. */
export function presentNumbers(x: Float64Array): Float64Array {
  const present = new Float64Array(x.length);
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[i] ?? Number.NaN;
    if (!Number.isNaN(value)) present[count++] = value;
  }
  return present.subarray(0, count);
}
