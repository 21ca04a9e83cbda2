import type { Kernels } from '../../../src/engine/kernels/kernels.js';
import { compileBuild, type SimdBuild } from '../../../src/engine/kernels/simd/compile-simd.js';
import { createSimdKernels } from '../../../src/engine/kernels/simd/simd-kernels.js';

/** The builds that this machine runs; the relaxed one may be missing, the other one not. */
export const builds: readonly SimdBuild[] = (['simd', 'simd-relaxed'] as const).filter(
  (name) => name === 'simd' || compileBuild(name) !== undefined,
);

/** Fresh kernels of one build. */
export function simdKernels(name: SimdBuild): Kernels {
  const compiled = compileBuild(name);
  if (!compiled) throw new Error(`${name} does not run here`);
  return createSimdKernels(compiled);
}
