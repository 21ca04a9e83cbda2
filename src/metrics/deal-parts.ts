import { permutation, randomStream } from '../util/random.js';
import type { TaskShape } from '../util/task-kind.js';
import type { Truth } from './metric.js';

/**
 * The part of each row, from 0: rows are dealt in an order that is always the same but follows nothing in the data, class by
 * class, so that what is fitted to some parts can be judged by another.
 */
export function dealParts(truth: Truth, task: TaskShape, parts: number): Uint8Array {
  const dealt = new Uint8Array(truth.length);
  const counts = new Map<number, number>();
  for (const row of permutation(randomStream('parts', parts), truth.length)) {
    const own = task.kind === 'regression' ? 0 : (truth[row] ?? -1);
    const count = counts.get(own) ?? 0;
    dealt[row] = count % parts;
    counts.set(own, count + 1);
  }
  return dealt;
}
