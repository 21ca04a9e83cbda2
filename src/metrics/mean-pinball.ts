import { type Metric, totalWeight } from './metric.js';

/** The pinball loss (Koenker and Bassett 1978), averaged over all quantiles that are predicted, in the label's units. */
export const meanPinball: Metric = {
  name: 'mean_pinball',
  direction: 'minimize',
  tasks: ['quantile'],
  judges: 'numbers',
  score(truth, predictions, task, weights) {
    if (task.kind !== 'quantile') return Number.NaN;
    const { quantiles } = task;
    let sum = 0;
    for (let row = 0; row < truth.length; row++) {
      const weight = weights?.[row] ?? 1;
      if (weight === 0) continue;
      for (const [place, quantile] of quantiles.entries()) {
        const predicted = predictions[row * quantiles.length + place] ?? Number.NaN;
        const over = predicted - (truth[row] as number);
        sum += weight * (over > 0 ? (1 - quantile) * over : -quantile * over);
      }
    }
    return sum / quantiles.length / totalWeight(truth.length, weights);
  },
};
