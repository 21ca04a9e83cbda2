/** Of each row the answer for the quantile nearest to the median, the lower one of two. */
export function middleAnswers(
  predictions: Float64Array,
  quantiles: readonly number[],
): Float64Array {
  const width = quantiles.length;
  const distances = quantiles.map((quantile) => Math.abs(quantile - 0.5));
  const middle = distances.indexOf(Math.min(...distances));
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
