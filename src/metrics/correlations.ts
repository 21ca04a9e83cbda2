import type { Metric, RowWeights } from './metric.js';
import { rmse } from './rmse.js';

/** How near labels and predictions are to a straight line that rises (Pearson), from −1 to 1. */
export const pearson: Metric = correlation('pearson', (values) => values);

/** The same of their ranks (Spearman): whether larger labels have larger predictions. */
export const spearman: Metric = correlation('spearman', ranks);

/** 0 where all predictions are alike, which tell nothing; NaN for a constant label. */
function correlation(
  name: string,
  seen: (values: Float64Array, weights: Float64Array) => Float64Array,
): Metric {
  return {
    name,
    direction: 'maximize',
    tasks: ['regression'],
    judges: 'numbers',
    range: [-1, 1],
    // Predictions of any scale have the same, and a fold may have one label alone.
    inFold: rmse,
    score(truth, predictions, _task, weights) {
      const rows = Int32Array.from(truth, (_, row) => row).filter((row) => weights?.[row] !== 0);
      const own = weightsOf(rows, weights);
      const [labels, guesses] = [truth, predictions].map((values) =>
        Float64Array.from(rows, (row) => values[row] ?? Number.NaN),
      ) as [Float64Array, Float64Array];
      if (guesses.some(Number.isNaN)) return Number.NaN;
      if (labels.every((label) => label === labels[0])) return Number.NaN;
      if (guesses.every((guess) => guess === guesses[0])) return 0;
      return correlationOf(centred(seen(labels, own), own), centred(seen(guesses, own), own), own);
    },
  };
}

function weightsOf(rows: Int32Array, weights: RowWeights): Float64Array {
  return Float64Array.from(rows, (row) => weights?.[row] ?? 1);
}

function correlationOf(a: Float64Array, b: Float64Array, weights: Float64Array): number {
  let [both, ofA, ofB] = [0, 0, 0];
  for (const [row, weight] of weights.entries()) {
    const [x, y] = [a[row] ?? 0, b[row] ?? 0];
    both += weight * x * y;
    ofA += weight * x * x;
    ofB += weight * y * y;
  }
  return Math.max(-1, Math.min(1, both / Math.sqrt(ofA) / Math.sqrt(ofB)));
}

/** Differences from the weighted mean, which is taken from the first value on, as values may be large. */
function centred(values: Float64Array, weights: Float64Array): Float64Array {
  const first = values[0] ?? 0;
  let [sum, total] = [0, 0];
  for (const [row, weight] of weights.entries()) {
    sum += weight * ((values[row] ?? 0) - first);
    total += weight;
  }
  return values.map((value) => value - first - sum / total);
}

/** The weight of rows that are smaller, and half of that of equal ones. */
function ranks(values: Float64Array, weights: Float64Array): Float64Array {
  const order = Int32Array.from(values, (_, row) => row);
  order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const found = new Float64Array(values.length);
  let below = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let tied = 0;
    const value = values[order[start] ?? 0];
    for (; end < order.length && values[order[end] ?? 0] === value; end++) {
      tied += weights[order[end] ?? 0] ?? 0;
    }
    for (let place = start; place < end; place++) found[order[place] ?? 0] = below + tied / 2;
    below += tied;
    start = end;
  }
  return found;
}
