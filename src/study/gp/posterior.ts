import { cholesky, dot, solveCholesky } from '../../models/cholesky.js';
import type { KernelRows } from '../../models/kernel-rows.js';
import type { LearntKernel } from '../../models/marginal-likelihood.js';
import { kernelRow, readyKernel } from '../../models/matern-kernel.js';

/** What a Gaussian process expects of a row. */
export interface Expected {
  readonly mean: number;
  /** Of the function, without the noise. */
  readonly deviation: number;
}

const never = () => false;

/** The process behind its answers at some rows (Rasmussen and Williams 2006, algorithm 2.1); undefined where they are too much alike. */
export function posterior(
  { kernel, noise }: LearntKernel,
  t: KernelRows,
  y: Float64Array,
): ((x: KernelRows, row: number) => Expected) | undefined {
  const n = t.rows;
  const ready = readyKernel(kernel, t);
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    l.set(kernelRow(ready, t, i, i + 1), i * n);
    l[i * n + i] = (l[i * n + i] as number) + noise;
  }
  if (!cholesky(l, n, never)) return undefined;
  const alphas = solveCholesky(l, n, y);
  const solved = new Float64Array(n);
  return (x, row) => {
    const own = kernelRow(ready, x, row);
    const mean = dot(own, 0, alphas, 0, n);
    for (let i = 0; i < n; i++) {
      const rest = (own[i] as number) - dot(l, i * n, solved, 0, i);
      solved[i] = rest / (l[i * n + i] as number);
    }
    const at = row * x.columns;
    const prior = kernel.curved + kernel.straight * dot(x.data, at, x.data, at, x.columns);
    const variance = prior - dot(solved, 0, solved, 0, n);
    return { mean, deviation: Math.sqrt(Math.max(1e-12, variance)) };
  };
}
