import type { TaskShape } from '../util/task-kind.js';

/** The most probable class of a row, of equal ones the first; of two, the positive one from the task's threshold on. */
export function predictedClass(
  predictions: Float64Array,
  row: number,
  { classes, positive, threshold }: TaskShape,
): number {
  const start = row * classes;
  if (threshold !== undefined && classes === 2) {
    return (predictions[start + positive] ?? 0) >= threshold ? positive : 1 - positive;
  }
  let best = 0;
  for (let c = 1; c < classes; c++) {
    if ((predictions[start + c] ?? 0) > (predictions[start + best] ?? 0)) best = c;
  }
  return best;
}
