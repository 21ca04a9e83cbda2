import { type ClassCounts, classCounts, classCountsOf } from './confusion.js';
import type { Metric } from './metric.js';

/**
 * The correlation of true and predicted classes (Matthews 1975; of several classes Gorodkin 2004), from −1 to 1; 0 where one of
 * both is always the same.
 */
export const mcc: Metric = {
  name: 'mcc',
  direction: 'maximize',
  tasks: ['binary', 'multiclass'],
  judges: 'classes',
  range: [-1, 1],
  favoursRareClasses: true,
  score(truth, predictions, task, weights) {
    const counts = classCounts(truth, predictions, task, weights);
    return counts ? correlationOf(counts) : Number.NaN;
  },
  ofCounts: (counts) => correlationOf(classCountsOf(counts)),
};

function correlationOf({ actual, predicted, right, unknown }: ClassCounts): number {
  let [rows, hits, both, squaresOfActual, squaresOfPredicted] = [0, 0, 0, 0, 0];
  for (const [c, own] of actual.entries()) {
    const taken = predicted[c] ?? 0;
    rows += taken;
    hits += right[c] ?? 0;
    both += own * taken;
    squaresOfActual += own * own;
    squaresOfPredicted += taken * taken;
  }
  for (const own of unknown) squaresOfActual += own * own;
  const spreadOfActual = rows * rows - squaresOfActual;
  const spreadOfPredicted = rows * rows - squaresOfPredicted;
  if (!(spreadOfActual > 0 && spreadOfPredicted > 0)) return 0;
  // Their product overflows, or vanishes, where weights are very large or small.
  return (hits * rows - both) / spreadOfPredicted / Math.sqrt(spreadOfActual / spreadOfPredicted);
}
