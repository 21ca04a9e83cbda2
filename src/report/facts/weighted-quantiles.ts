import type { RowWeights } from '../../metrics/metric.js';

/**
 * The values at these shares of the weight, ascending: at 0.5 as much weight lies below as above. Rows of weight 0 and values that are
 * no numbers are left out.
 */
export function weightedQuantiles(
  values: Float64Array,
  weights: RowWeights,
  shares: readonly number[],
): readonly number[] {
  const weightOf = (row: number) => weights?.[row] ?? 1;
  const order = [...values.keys()].filter(
    (row) => weightOf(row) > 0 && Number.isFinite(values[row]),
  );
  order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  // Each value stands in the middle of its weight; between two it goes in a line.
  let sum = 0;
  const middles = order.map((row) => {
    const middle = sum + weightOf(row) / 2;
    sum += weightOf(row);
    return middle;
  });
  const valueAt = (place: number) => values[order[place] ?? 0] ?? Number.NaN;
  return shares.map((share) => {
    const wanted = share * sum;
    const above = middles.findIndex((middle) => middle >= wanted);
    if (order.length === 0) return Number.NaN;
    if (above < 0) return valueAt(order.length - 1);
    if (above === 0) return valueAt(0);
    const [low, high] = [middles[above - 1] ?? 0, middles[above] ?? 0];
    const part = (wanted - low) / (high - low);
    return valueAt(above - 1) + part * (valueAt(above) - valueAt(above - 1));
  });
}
