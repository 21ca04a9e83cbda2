import type { TaskShape } from '../util/task-kind.js';
import { cheapestClass } from './costs.js';

/**
 * The most probable class of a row, of equal ones the first, or by costs the cheapest; of a binary task with a threshold, the positive one from there
 * on. Undefined where a probability is not a number.
 */
export function predictedClass(
  predictions: Float64Array,
  row: number,
  task: TaskShape,
): number | undefined {
  const { classes } = task;
  const start = row * classes;
  if (task.kind === 'binary' && task.threshold !== undefined) {
    const { positive, threshold } = task;
    const chance = predictions[start + positive] ?? Number.NaN;
    if (Number.isNaN(chance)) return undefined;
    return chance >= threshold ? positive : 1 - positive;
  }
  if (task.costs) return cheapestClass(predictions, row, task.costs);
  let best = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < classes; c++) {
    const chance = predictions[start + c] ?? Number.NaN;
    if (Number.isNaN(chance)) return undefined;
    if (chance <= highest) continue;
    best = c;
    highest = chance;
  }
  return best;
}
