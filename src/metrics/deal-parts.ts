import { permutation, type Random, randomStream } from '../util/random.js';
import { isOfNumbers } from '../util/task-kind.js';
import { dealGroups } from './row-groups.js';
import type { ScoredRows } from './scored-rows.js';

/**
 * The part of each row, from 0, so that what is fitted to some parts can be judged by another: whole groups where rows are not
 * independent, else rows class by class. The order is always the same, but follows nothing in the data.
 */
export function dealParts(rows: ScoredRows, parts: number): Uint8Array {
  const random = randomStream('parts', parts);
  return rows.groups ? dealGroups(rows.groups, parts, random) : dealByClass(rows, parts, random);
}

function dealByClass({ truth, task }: ScoredRows, parts: number, random: Random): Uint8Array {
  const dealt = new Uint8Array(truth.length);
  const counts = new Map<number, number>();
  for (const row of permutation(random, truth.length)) {
    const own = isOfNumbers(task) ? 0 : (truth[row] ?? -1);
    const count = counts.get(own) ?? 0;
    dealt[row] = count % parts;
    counts.set(own, count + 1);
  }
  return dealt;
}
