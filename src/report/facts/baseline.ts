import { totalWeight } from '../../metrics/metric.js';
import { weightedQuantiles } from '../../metrics/weighted-quantiles.js';
import type { JudgedRows } from './judged-rows.js';

/** What is said of every row by whoever knows the label's mean, its quantiles, or its classes' shares, alone; in the form of predictions. */
export function baselinePredictions({ truth, task, weights }: JudgedRows): Float64Array {
  const all = totalWeight(truth.length, weights);
  if (task.kind === 'regression') {
    let sum = 0;
    for (const [row, value] of truth.entries()) sum += (weights?.[row] ?? 1) * value;
    return new Float64Array(truth.length).fill(sum / all);
  }
  if (task.kind === 'quantile') {
    const same = weightedQuantiles(Float64Array.from(truth), weights, task.quantiles);
    const width = same.length;
    return Float64Array.from({ length: truth.length * width }, (_, i) => same[i % width] ?? NaN);
  }
  const shares = new Float64Array(task.classes);
  for (const [row, code] of truth.entries()) {
    if (code >= 0) shares[code] = (shares[code] ?? 0) + (weights?.[row] ?? 1) / all;
  }
  return Float64Array.from(
    { length: truth.length * task.classes },
    (_, i) => shares[i % task.classes] ?? 0,
  );
}
