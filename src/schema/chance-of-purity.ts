import type { Labels } from '../table/table.js';
import { countEach } from '../util/count-each.js';
import { exp } from '../util/elementary/exp.js';
import { log } from '../util/elementary/log.js';
import { pow } from '../util/elementary/pow.js';

/** How probable it is that all levels of these sizes have one label each, were labels drawn by their shares. */
export function chanceOfLevels(sizes: readonly number[], target: Labels): number {
  const shares = [...countEach(target).values()].map((rows) => rows / target.length);
  const levels = countEach(sizes);
  let logarithm = 0;
  for (const [size, count] of levels) {
    logarithm += count * log(shares.reduce((sum, share) => sum + pow(share, size), 0));
  }
  return exp(logarithm);
}

/** How probable it is that each class is one range of a column's values, were its rows in any order. */
export function chanceOfRanges(target: Labels): number {
  const counts = [...countEach(target).values()];
  const ways = counts.reduce((sum, rows) => sum + logFactorial(rows), logFactorial(counts.length));
  return exp(ways - logFactorial(target.length));
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let i = 2; i <= n; i++) sum += log(i);
  return sum;
}
