import type { RowWeights } from './metric.js';

/** What sums of weights are wrong by, as a share of all. */
const ROUNDING = 1e-12;

/**
 * The values at these shares of the weight: at 0.5 as much weight lies below as above. A row of weight 3 is as three rows; between two
 * values it is their mean. Rows of weight 0 and NaN are left out.
 */
export function weightedQuantiles(
  values: Float64Array,
  weights: RowWeights,
  shares: readonly number[],
): readonly number[] {
  const weightOf = (row: number) => weights?.[row] ?? 1;
  const counts = (_: number, row: number) => weightOf(row) > 0 && !Number.isNaN(values[row]);
  const order = Int32Array.from(values.keys()).filter(counts);
  order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  let sum = 0;
  const upTo = Float64Array.from(order, (row) => (sum += weightOf(row)));
  const valueAt = (place: number) =>
    values[order[Math.min(place, order.length - 1)] ?? 0] ?? Number.NaN;
  return shares.map((share) => {
    if (order.length === 0) return Number.NaN;
    const wanted = share * sum;
    const place = upTo.findIndex((weight) => weight >= wanted - ROUNDING * sum);
    const isBetween = share > 0 && Math.abs((upTo[place] ?? 0) - wanted) <= ROUNDING * sum;
    const own = valueAt(place);
    return isBetween ? (own + valueAt(place + 1)) / 2 : own;
  });
}
