import { type Metric, totalWeight } from './metric.js';
import { predictedClass } from './predicted-class.js';

/**
 * The mean of what answers cost, by the costs of the task, without which it is not a number. A class that the model does not
 * know costs the most that the answer can cost.
 */
export const cost: Metric = {
  name: 'cost',
  direction: 'minimize',
  tasks: ['binary', 'multiclass'],
  judges: 'classes',
  // Costs below 0 are gains.
  range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  score(truth, predictions, task, weights) {
    const { costs } = task;
    if (!costs) return Number.NaN;
    const unknown = costs.map((_, answer) => Math.max(...costs.map((row) => row[answer] ?? 0)));
    let sum = 0;
    for (let row = 0; row < truth.length; row++) {
      const weight = weights?.[row] ?? 1;
      if (weight === 0) continue;
      const guess = predictedClass(predictions, row, task);
      if (guess === undefined) return Number.NaN;
      const is = truth[row] as number;
      sum += weight * ((is < 0 ? unknown : costs[is])?.[guess] ?? Number.NaN);
    }
    return sum / totalWeight(truth.length, weights);
  },
};
