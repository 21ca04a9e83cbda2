/** The most probable class of a row; of equal ones the first. */
export function predictedClass(predictions: Float32Array, row: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++) {
    const place = row * classes;
    if ((predictions[place + c] ?? 0) > (predictions[place + best] ?? 0)) best = c;
  }
  return best;
}
