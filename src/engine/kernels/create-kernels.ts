import { AutofitError } from '../../util/errors.js';
import { createBlasKernels } from './blas/blas-kernels.js';
import { loadOpenBlas } from './blas/open-blas.js';
import type { Kernels } from './kernels.js';
import { createReferenceKernels } from './reference.js';
import { compiledSimd } from './simd/compile-simd.js';
import { createSimdKernels } from './simd/simd-kernels.js';

/** The kernels that a user may ask for. */
export const KERNELS_CHOICES = ['auto', 'simd', 'reference', 'blas'] as const;
export type KernelsChoice = (typeof KERNELS_CHOICES)[number];

/**
 * Kernels with an arena of their own, for one thread: `auto` gives SIMD with fused multiply-add, SIMD
 * without, or the reference, whichever is the first that works here; never BLAS. Throws an AutofitError for
 * what is asked for and not to be had.
 */
export function createKernels(choice: KernelsChoice): Kernels {
  if (choice === 'reference') return createReferenceKernels();
  const compiled = compiledSimd();
  if (compiled)
    return choice === 'blas'
      ? createBlasKernels(loadOpenBlas(), compiled)
      : createSimdKernels(compiled);
  if (choice === 'auto') return createReferenceKernels();
  throw new AutofitError(
    'NO_SIMD',
    `The ${choice} kernels need WebAssembly SIMD, which is missing here.`,
    {
      hint: "Use `kernels: 'auto'`.",
    },
  );
}
