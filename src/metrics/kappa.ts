import type { BinaryTask, MulticlassTask } from '../util/task-kind.js';
import type { BinaryCounts, Metric, RowWeights, Truth } from './metric.js';
import { predictedClass } from './predicted-class.js';

/** How much taking one class for another is disagreed, by how far they lie apart in their order. */
type Disagreement = (distance: number) => number;

/** Cohen's kappa (1960): of classes without an order, and weighted by their distance (1968) or its square. */
export const kappas: readonly Metric[] = [
  kappa('kappa', (distance) => (distance > 0 ? 1 : 0)),
  kappa('linear_kappa', (distance) => distance),
  kappa('quadratic_kappa', (distance) => distance * distance),
];

/**
 * How much more true and predicted classes agree than by chance: 1 − Σ w n / Σ w e, e what would be expected of both apart. A
 * class that the model does not know lies as far away as classes do. NaN where all rows have and get one class.
 */
function kappa(name: string, disagreement: Disagreement): Metric {
  return {
    name,
    direction: 'maximize',
    tasks: ['binary', 'multiclass'],
    judges: 'classes',
    range: [-1, 1],
    favoursRareClasses: true,
    ordersClasses: name !== 'kappa',
    score(truth, predictions, task, weights) {
      if (task.kind !== 'binary' && task.kind !== 'multiclass') return Number.NaN;
      const pairs = pairsOf(truth, predictions, task, weights);
      return pairs ? agreement(pairs, task.classes, disagreement) : Number.NaN;
    },
    ofCounts: (counts) => agreement(binaryPairs(counts), 2, disagreement),
  };
}

/** Rows (classes + 1, classes) by what they are and what they are taken for; the last line is of unknown classes. */
function pairsOf(
  truth: Truth,
  predictions: Float64Array,
  task: BinaryTask | MulticlassTask,
  weights: RowWeights,
): Float64Array | undefined {
  const { classes } = task;
  const pairs = new Float64Array((classes + 1) * classes);
  for (let row = 0; row < truth.length; row++) {
    const weight = weights?.[row] ?? 1;
    if (weight === 0) continue;
    const guess = predictedClass(predictions, row, task);
    if (guess === undefined) return undefined;
    const is = truth[row] as number;
    const place = (is < 0 ? classes : is) * classes + guess;
    pairs[place] = (pairs[place] ?? 0) + weight;
  }
  return pairs;
}

function binaryPairs(counts: BinaryCounts): Float64Array {
  const { truePositive, falsePositive, trueNegative, falseNegative, unknownPositive } = counts;
  return Float64Array.of(
    trueNegative,
    falsePositive,
    falseNegative,
    truePositive,
    0,
    unknownPositive,
  );
}

function agreement(pairs: Float64Array, classes: number, disagreement: Disagreement): number {
  const actual = new Float64Array(classes + 1);
  const predicted = new Float64Array(classes);
  for (const [place, rows] of pairs.entries()) {
    const [is, guess] = [Math.floor(place / classes), place % classes];
    actual[is] = (actual[is] ?? 0) + rows;
    predicted[guess] = (predicted[guess] ?? 0) + rows;
  }
  const total = predicted.reduce((sum, rows) => sum + rows, 0);
  let [seen, expected] = [0, 0];
  for (const [place, rows] of pairs.entries()) {
    const [is, guess] = [Math.floor(place / classes), place % classes];
    const apart = disagreement(is === classes ? classes - 1 : Math.abs(is - guess));
    seen += apart * rows;
    expected += (apart * (actual[is] ?? 0) * (predicted[guess] ?? 0)) / total;
  }
  return expected > 0 ? 1 - seen / expected : Number.NaN;
}
