import { erfc } from '../../util/erfc.js';

/** The logarithm of the expected improvement on `best`, higher is better (Jones et al. 1998; Ament et al. 2023 for the logarithm). */
export function logImprovement(mean: number, deviation: number, best: number): number {
  const z = (mean - best) / deviation;
  // Far below, both terms are too small for numbers: φ(z) / z² is what is left.
  if (z < -8) return -(z ** 2) / 2 - 2 * Math.log(-z) - LOG_ROOT + Math.log(deviation);
  const density = Math.exp(-(z ** 2) / 2 - LOG_ROOT);
  return Math.log(density + (z * erfc(-z / Math.SQRT2)) / 2) + Math.log(deviation);
}

const LOG_ROOT = Math.log(2 * Math.PI) / 2;
