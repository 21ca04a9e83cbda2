/** The place of the quantile nearest to the median, of the lower one of two. */
export function middlePlace(quantiles: readonly number[]): number {
  const distances = quantiles.map((quantile) => Math.abs(quantile - 0.5));
  return distances.indexOf(Math.min(...distances));
}

/** Of each row the answer for that quantile. */
export function middleAnswers(
  predictions: Float64Array,
  quantiles: readonly number[],
): Float64Array {
  const width = quantiles.length;
  const middle = middlePlace(quantiles);
  const rows = predictions.length / width;
  return Float64Array.from({ length: rows }, (_, row) => predictions[row * width + middle] ?? NaN);
}

/** The answers of each row, (rows, quantiles). */
export function quantileRows(
  predictions: Float64Array,
  quantiles: readonly number[],
): readonly (readonly number[])[] {
  const width = quantiles.length;
  return Array.from({ length: predictions.length / width }, (_, row) => [
    ...predictions.subarray(row * width, (row + 1) * width),
  ]);
}

/** What the column of a quantile is called where predictions are written. */
export function quantileColumn(label: string, quantile: number): string {
  return `${label}_${quantile}`;
}
