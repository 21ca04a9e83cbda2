import { log } from '../util/elementary/log.js';
import { type Metric, totalWeight } from './metric.js';

/** Probabilities are kept this far from 0, so that one sure mistake does not make the mean infinite. */
const EPSILON = 1e-7;

/**
 * The mean of −log of the probability given to the true class, at most −log 1e-7: what a row of an unknown class has. Rows
 * are scaled to sum to 1 first.
 */
export const logLoss: Metric = {
  name: 'log_loss',
  direction: 'minimize',
  tasks: ['binary', 'multiclass'],
  judges: 'probabilities',
  score(truth, predictions, { classes }, weights) {
    let sum = 0;
    for (let row = 0; row < truth.length; row++) {
      const weight = weights?.[row] ?? 1;
      if (weight === 0) continue;
      const place = row * classes;
      let total = 0;
      for (let c = 0; c < classes; c++) total += predictions[place + c] ?? Number.NaN;
      const is = truth[row] as number;
      const share = (is < 0 ? 0 : (predictions[place + is] ?? Number.NaN)) / total;
      sum -= weight * log(Math.min(1, Math.max(EPSILON, share)));
    }
    return sum / totalWeight(truth.length, weights);
  },
};
