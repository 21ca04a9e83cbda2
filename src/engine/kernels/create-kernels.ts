import type { Kernels } from './kernels.js';
import { createReferenceKernels } from './reference.js';
import { compiledSimd } from './simd/compile-simd.js';
import { createSimdKernels } from './simd/simd-kernels.js';

export type KernelsChoice = 'auto' | 'simd' | 'reference';

/**
 * Kernels with an arena of their own, for one thread: `auto` gives SIMD with fused multiply-add, SIMD
 * without, or the reference, whichever is the first that works here. Throws for `simd` where there is none.
 */
export function createKernels(choice: KernelsChoice): Kernels {
  if (choice === 'reference') return createReferenceKernels();
  const compiled = compiledSimd();
  if (compiled) return createSimdKernels(compiled);
  if (choice === 'simd') throw new Error('this JavaScript engine has no WebAssembly SIMD');
  return createReferenceKernels();
}
