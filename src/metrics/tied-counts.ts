import type { RowWeights } from './metric.js';

/** The (weighted) rows of a class and of others that have one score. */
export interface TiedCounts {
  readonly positives: number;
  readonly negatives: number;
}

/** Of each score that rows have, the lowest first; rows of weight 0 left out. Undefined where one is not a number. */
export function tiedCounts(
  rows: Int32Array,
  isPositive: (row: number) => boolean,
  scores: Float64Array,
  weights: RowWeights,
): readonly TiedCounts[] | undefined {
  const order = weights ? rows.filter((row) => weights[row] !== 0) : rows.slice();
  if (order.some((row) => Number.isNaN(scores[row] ?? Number.NaN))) return undefined;
  order.sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const all: TiedCounts[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start;
    const tied = { positives: 0, negatives: 0 };
    const score = scores[order[start] ?? 0];
    for (; end < order.length && scores[order[end] ?? 0] === score; end++) {
      const row = order[end] ?? 0;
      tied[isPositive(row) ? 'positives' : 'negatives'] += weights?.[row] ?? 1;
    }
    all.push(tied);
    start = end;
  }
  return all;
}

/** The probability of a class for each row. */
export function chancesOf(
  predictions: Float64Array,
  rows: number,
  classes: number,
  c: number,
): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => predictions[row * classes + c] ?? NaN);
}
