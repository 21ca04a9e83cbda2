/** Single-precision probabilities, (rows, classes), as doubles of which each row's sum to 1: what is printed is what is scored. */
export function sumToOne(outputs: Float32Array, classes: number): Float64Array {
  const shares = Float64Array.from(outputs);
  for (let start = 0; start < shares.length; start += classes) {
    const row = shares.subarray(start, start + classes);
    const total = row.reduce((sum, share) => sum + share, 0);
    for (let c = 0; c < classes; c++) row[c] = (row[c] as number) / total;
  }
  return shares;
}
