import type { QuantileShifts } from '../metrics/quantile-shifts.js';
import { effectiveRows } from '../metrics/row-groups.js';
import type { Judged } from '../trial/trial-judge.js';

/** What sums of shares are wrong by. */
const ROUNDING = 1e-9;

/**
 * How far the answers for each quantile are to be moved, so that its share of other rows lies at or below them: the quantile of
 * what is left of labels above (rows, quantiles) answers of models that did not know them, as many rows as tell it farther out,
 * since a new row may lie anywhere among them (Romano, Patterson and Candès 2019, by each side alone).
 */
export function fitShifts(
  { task, truth, weights, groups }: Judged,
  answers: Float64Array,
): QuantileShifts {
  const quantiles = task.kind === 'quantile' ? task.quantiles : [];
  const width = quantiles.length;
  const rows = effectiveRows(truth.length, weights, groups);
  const shifts = quantiles.map((quantile, place) => {
    const left = Float64Array.from(truth, (own, row) => own - (answers[row * width + place] ?? 0));
    if (quantile >= 0.5) return upperQuantile(left, weights, quantile, rows);
    return -upperQuantile(
      left.map((own) => -own),
      weights,
      1 - quantile,
      rows,
    );
  });
  return { kind: 'shifts', shifts, least: truth.every((own) => own >= 0) ? 0 : null };
}

/** Of n values alike the ⌈(n + 1) · share⌉-th, the greatest at most; rows count by their weights. */
function upperQuantile(
  values: Float64Array,
  weights: Float64Array | undefined,
  share: number,
  rows: number,
): number {
  const weightOf = (row: number) => weights?.[row] ?? 1;
  const order = Int32Array.from(values.keys()).filter((row) => weightOf(row) > 0);
  order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  const total = order.reduce((sum, row) => sum + weightOf(row), 0);
  const wanted = (share * (1 + 1 / rows) - ROUNDING) * total;
  let sum = 0;
  for (const row of order) {
    sum += weightOf(row);
    if (sum >= wanted) return values[row] ?? 0;
  }
  return values[order.at(-1) ?? 0] ?? 0;
}
