import { exp } from '../util/elementary/exp.js';
import { erfc } from '../util/erfc.js';

/** The chance of more than this by the chi-square distribution of so many whole degrees of freedom (Abramowitz and Stegun 1964, 26.4.4 and 26.4.5). */
export function chiSquareTail(value: number, freedom: number): number {
  if (!(value > 0)) return 1;
  const half = value / 2;
  const isOdd = freedom % 2 === 1;
  let sum = isOdd ? erfc(Math.sqrt(half)) : 0;
  let term = exp(-half) * (isOdd ? 2 * Math.sqrt(half / Math.PI) : 1);
  for (let step = isOdd ? 1.5 : 1; step <= freedom / 2; step++) {
    sum += term;
    term *= half / step;
  }
  return Math.min(1, sum);
}
