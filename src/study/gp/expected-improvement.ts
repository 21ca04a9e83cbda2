import { exp } from '../../util/elementary/exp.js';
import { log } from '../../util/elementary/log.js';
import { square } from '../../util/elementary/square.js';
import { erfc } from '../../util/erfc.js';

/** The logarithm of the expected improvement on `best`, higher is better (Jones et al. 1998; Ament et al. 2023 for the logarithm). */
export function logImprovement(mean: number, deviation: number, best: number): number {
  const z = (mean - best) / deviation;
  // Far below, both terms are too small for numbers: φ(z) / z² is what is left.
  if (z < -8) return -square(z) / 2 - 2 * log(-z) - LOG_ROOT + log(deviation);
  const density = exp(-square(z) / 2 - LOG_ROOT);
  return log(density + (z * erfc(-z / Math.SQRT2)) / 2) + log(deviation);
}

const LOG_ROOT = log(2 * Math.PI) / 2;
