import type { QuantileShifts } from '../metrics/quantile-shifts.js';
import { effectiveRows } from '../metrics/row-groups.js';
import type { Judged } from '../trial/trial-judge.js';

/** What sums of shares are wrong by. */
const ROUNDING = 1e-9;

/**
 * How far the answers for each quantile are to be moved, so that its share of other rows lies at or below them: the quantile of
 * what is left of labels above (rows, quantiles) answers of models that did not know them, farther out the fewer rows tell it,
 * since a new row may lie anywhere among them (Romano, Patterson and Candès 2019, by each side alone); the median has no outside.
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

/** Judged rows, or groups of them, that tell a quantile at least; of fewer the farthest stands for it. */
export function leastForQuantile(quantile: number): number {
  const share = Math.max(quantile, 1 - quantile);
  return Math.max(1, Math.ceil((2 * share - 1) / (1 - share) - ROUNDING));
}

/**
 * Of n values alike the ⌈n · share + 2 · share − 1⌉-th, the mean with the next where that is whole, the greatest at most; share from a
 * half. Rows count by their weights.
 */
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
  const wanted = (share + (2 * share - 1) / rows) * total;
  const slack = ROUNDING * total;
  const greatest = values[order.at(-1) ?? 0] ?? 0;
  let sum = 0;
  for (const [place, row] of order.entries()) {
    sum += weightOf(row);
    const own = values[row] ?? 0;
    if (sum > wanted + slack) return own;
    if (sum >= wanted - slack) return (own + (values[order[place + 1] ?? row] ?? own)) / 2;
  }
  return greatest;
}
