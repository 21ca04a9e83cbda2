import type { Labels } from '../table/table.js';
import { exp } from '../util/elementary/exp.js';
import { log } from '../util/elementary/log.js';
import { pow } from '../util/elementary/pow.js';

/** How probable it is that all levels of these sizes have one label each, were labels drawn by their shares. */
export function chanceOfLevels(sizes: readonly number[], target: Labels): number {
  const shares = [...countsOf(target).values()].map((rows) => rows / target.length);
  const levels = new Map<number, number>();
  for (const size of sizes) levels.set(size, (levels.get(size) ?? 0) + 1);
  let logarithm = 0;
  for (const [size, count] of levels) {
    logarithm += count * log(shares.reduce((sum, share) => sum + pow(share, size), 0));
  }
  return exp(logarithm);
}

/** How probable it is that each class is one range of a column's values, were its rows in any order. */
export function chanceOfRanges(target: Labels): number {
  const counts = [...countsOf(target).values()];
  const ways = counts.reduce((sum, rows) => sum + logFactorial(rows), logFactorial(counts.length));
  return exp(ways - logFactorial(target.length));
}

function countsOf(target: Labels): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const label of target) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let i = 2; i <= n; i++) sum += log(i);
  return sum;
}
