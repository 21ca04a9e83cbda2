/** Predictions of the drawn rows, of (rows, classes) or one number a row. */
export function pickRows(
  predictions: Float32Array,
  drawn: Int32Array,
  rows: number,
): Float32Array<ArrayBuffer> {
  const width = predictions.length / rows;
  const picked = new Float32Array(drawn.length * width);
  for (const [place, row] of drawn.entries()) {
    for (let i = 0; i < width; i++) picked[place * width + i] = predictions[row * width + i] ?? 0;
  }
  return picked;
}
