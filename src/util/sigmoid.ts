import { exp } from './elementary/exp.js';

/** 1 / (1 + e^−x), without overflow on either side. */
export function sigmoid(x: number): number {
  const e = exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}
