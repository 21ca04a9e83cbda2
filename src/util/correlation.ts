type Values = ArrayLike<number>;

/** Pearson's r of two columns over these rows; NaN where one of them does not vary. */
export function correlation(x: Values, y: Values, rows: Int32Array): number {
  const [meanX, meanY] = [meanOf(x, rows), meanOf(y, rows)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const row of rows) {
    const [dx, dy] = [(x[row] as number) - meanX, (y[row] as number) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xy / Math.sqrt(xx * yy);
}

/** The mean over these rows. */
export function meanOf(values: Values, rows: Int32Array): number {
  let sum = 0;
  for (const row of rows) sum += values[row] as number;
  return sum / rows.length;
}
