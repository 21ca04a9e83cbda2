import { square } from '../util/elementary/square.js';
import { type Metric, totalWeight } from './metric.js';

/**
 * The mean square of what probabilities miss (Brier 1950): of a binary task (p − y)², of several classes Σ (p − y)², from 0 to
 * 2. A class that the model does not know is none of those it gives a probability.
 */
export const brierScore: Metric = {
  name: 'brier_score',
  direction: 'minimize',
  tasks: ['binary', 'multiclass'],
  judges: 'probabilities',
  range: [0, 2],
  score(truth, predictions, { kind, classes }, weights) {
    let sum = 0;
    for (let row = 0; row < truth.length; row++) {
      const weight = weights?.[row] ?? 1;
      if (weight === 0) continue;
      const is = truth[row] as number;
      let squares = is < 0 ? 1 : 0;
      for (let c = 0; c < classes; c++) {
        const chance = predictions[row * classes + c] ?? Number.NaN;
        squares += square(chance - (c === is ? 1 : 0));
      }
      sum += weight * squares;
    }
    // Of two classes both miss by the same.
    return sum / totalWeight(truth.length, weights) / (kind === 'binary' ? 2 : 1);
  },
};
