import { predictedClass } from '../metrics/predicted-class.js';
import type { TaskShape } from '../util/task-kind.js';

/**
 * The classes whose score, 1 − their probability, is at most so high, the most probable first (LAC; Sadinle, Lei and Wasserman 2019); the
 * answer is always among them, in front where no other is more probable. None where a probability is not a number.
 */
export function classSet(
  predictions: Float64Array,
  row: number,
  task: TaskShape,
  highest: number,
): Int32Array {
  const has = setHolder(predictions, row, task, highest);
  const chances = predictions.subarray(row * task.classes, (row + 1) * task.classes);
  const answer = predictedClass(predictions, row, task);
  const rankOf = (code: number) => (code === answer ? -1 : code);
  return Int32Array.from(chances.keys())
    .filter(has)
    .sort((a, b) => (chances[b] ?? 0) - (chances[a] ?? 0) || rankOf(a) - rankOf(b));
}

/** Says whether a class is in the set of a row. */
export function setHolder(
  predictions: Float64Array,
  row: number,
  task: TaskShape,
  highest: number,
): (code: number) => boolean {
  const answer = predictedClass(predictions, row, task);
  if (answer === undefined) return () => false;
  const chances = predictions.subarray(row * task.classes, (row + 1) * task.classes);
  const isClass = (code: number) => code >= 0 && code < task.classes;
  return (code) => isClass(code) && (code === answer || classScore(chances, code) <= highest);
}

/** How little a class was expected; of one that is not known as little as can be. */
export function classScore(chances: Float64Array, code: number): number {
  return 1 - (chances[code] ?? 0);
}
