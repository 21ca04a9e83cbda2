import { exp } from './elementary/exp.js';

/**
 * The complementary error function 2/√π ∫ₓ^∞ e^−t² dt, within 1e-14 of its size: the series of erf near 0,
 * the continued fraction beyond (Abramowitz and Stegun 7.1.6 and 7.1.14).
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  return x < 2.5 ? 1 - erfSeries(x) : erfcFraction(x);
}

/** 2/√π · e^−x² · Σ 2ⁿ x²ⁿ⁺¹ / (1 · 3 · … · (2n + 1)), all of one sign. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * exp(-x * x) * sum;
}

/** e^−x² / √π / (x + ½/(x + 1/(x + 1½/(x + …)))). */
function erfcFraction(x: number): number {
  let tail = x;
  for (let n = 60; n > 0; n--) tail = x + n / 2 / tail;
  return exp(-x * x) / Math.sqrt(Math.PI) / tail;
}
