import type { TaskShape } from '../util/task-kind.js';
import { type Metric, totalWeight } from './metric.js';
import { predictedClass } from './predicted-class.js';

/** Probabilities are compared with what came true in so many parts of equal width. */
const BINS = 15;

/**
 * How far probabilities are from how often they come true (Guo et al. 2017): Σ rows of a bin / all · |mean probability − share
 * that is true|, of the positive class of a binary task, else of the most probable class.
 */
export const calibrationError: Metric = {
  name: 'expected_calibration_error',
  direction: 'minimize',
  tasks: ['binary', 'multiclass'],
  judges: 'probabilities',
  range: [0, 1],
  choosesNothing: "always answering the classes' shares is best by it",
  score(truth, predictions, task, weights) {
    const gaps = new Float64Array(BINS);
    for (let row = 0; row < truth.length; row++) {
      const weight = weights?.[row] ?? 1;
      if (weight === 0) continue;
      const said = saidOf(predictions, row, task);
      if (!said) return Number.NaN;
      const { chance, code } = said;
      const bin = Math.min(BINS - 1, Math.floor(chance * BINS));
      gaps[bin] = (gaps[bin] ?? 0) + weight * (chance - (truth[row] === code ? 1 : 0));
    }
    const sum = gaps.reduce((all, gap) => all + Math.abs(gap), 0);
    return sum / totalWeight(truth.length, weights);
  },
};

/** The class whose probability is judged. */
function saidOf(predictions: Float64Array, row: number, task: TaskShape) {
  const plain: TaskShape = { kind: 'multiclass', classes: task.classes };
  const first = predictedClass(predictions, row, plain);
  if (first === undefined) return undefined;
  const code = task.kind === 'binary' ? task.positive : first;
  return { code, chance: predictions[row * task.classes + code] ?? Number.NaN };
}
