import type { Metric, RowWeights, Truth } from './metric.js';

/** Labels that a metric cannot judge. */
export interface Misfits {
  readonly count: number;
  readonly first: number;
}

/** Those of rows that count; undefined where there is none. */
export function misfits(
  { labels }: Metric,
  truth: Truth,
  weights: RowWeights,
): Misfits | undefined {
  if (!labels) return undefined;
  let count = 0;
  let first = Number.NaN;
  for (const [row, label] of truth.entries()) {
    if (weights?.[row] === 0 || labels.isFit(label)) continue;
    if (count === 0) first = label;
    count++;
  }
  return count === 0 ? undefined : { count, first };
}
