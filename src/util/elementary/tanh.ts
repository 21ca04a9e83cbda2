import { expm1 } from './exp.js';

/** The hyperbolic tangent. Within 1.5 units in the last place. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < 1) {
    const less = expm1(-2 * size);
    const value = -less / (less + 2);
    return x < 0 || Object.is(x, -0) ? -value : value;
  }
  const value = size < 22 ? 1 - 2 / (expm1(2 * size) + 2) : size >= 22 ? 1 : Number.NaN;
  return x < 0 ? -value : value;
}
