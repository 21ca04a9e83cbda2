import { createBlasKernels } from '../../../src/engine/kernels/blas/blas-kernels.js';
import type { OpenBlas } from '../../../src/engine/kernels/blas/open-blas.js';
import type { Kernels } from '../../../src/engine/kernels/kernels.js';
import {
  type CompiledSimd,
  compileBuild,
  type SimdBuild,
} from '../../../src/engine/kernels/simd/compile-simd.js';
import { createSimdKernels } from '../../../src/engine/kernels/simd/simd-kernels.js';

/** The builds that this machine runs; the relaxed one may be missing, the other one not. */
export const builds: readonly SimdBuild[] = (['simd', 'simd-relaxed'] as const).filter(
  (name) => name === 'simd' || compileBuild(name) !== undefined,
);

/** Fresh kernels of one build. */
export function simdKernels(name: SimdBuild): Kernels {
  return createSimdKernels(compiled(name));
}

/** All fast kernels: those of each build, and the BLAS ones on products that are written out. */
export const fastKernels: readonly { readonly name: string; create(): Kernels }[] = [
  ...builds.map((name) => ({ name, create: () => simdKernels(name) })),
  { name: 'blas', create: () => createBlasKernels(plainBlas, compiled('simd')) },
];

/** The matrix product that OpenBLAS promises, as its documentation has it. */
export const plainBlas: OpenBlas = {
  sgemm(order, transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc) {
    if (order !== 101) throw new Error('not row-major');
    const aAt = (i: number, p: number) => a[transposeA === 112 ? p * lda + i : i * lda + p] ?? NaN;
    const bAt = (p: number, j: number) => b[transposeB === 112 ? j * ldb + p : p * ldb + j] ?? NaN;
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let p = 0; p < k; p++) sum += aAt(i, p) * bAt(p, j);
        const at = i * ldc + j;
        // With β = 0 what C held does not matter, even if it is no number.
        c[at] = alpha * sum + (beta === 0 ? 0 : beta * (c[at] ?? NaN));
      }
    }
  },
};

function compiled(name: SimdBuild): CompiledSimd {
  const build = compileBuild(name);
  if (!build) throw new Error(`${name} does not run here`);
  return build;
}
