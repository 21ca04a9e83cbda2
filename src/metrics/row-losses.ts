import { log } from '../util/elementary/log.js';
import type { TaskShape } from '../util/task-kind.js';
import { meanPinball } from './mean-pinball.js';
import type { Truth } from './metric.js';

/** The least chance that a class is said to have: the loss of a row stays a number. */
const LEAST_CHANCE = 1e-15;

/** How wrong each row's prediction is: the distance of a number, −log of the true class's chance; NaN where it has none. */
export function rowLosses(truth: Truth, predictions: Float64Array, task: TaskShape): Float64Array {
  if (task.kind === 'regression') {
    return predictions.map((value, row) => Math.abs(value - (truth[row] ?? Number.NaN)));
  }
  if (task.kind === 'quantile') {
    return Float64Array.from(truth, (_, row) => {
      const width = task.quantiles.length;
      const own = predictions.subarray(row * width, (row + 1) * width);
      return meanPinball.score(truth.slice(row, row + 1), own, task);
    });
  }
  return Float64Array.from(truth, (code, row) => {
    const chance = code < 0 ? Number.NaN : (predictions[row * task.classes + code] ?? Number.NaN);
    return -log(Math.max(LEAST_CHANCE, chance));
  });
}
