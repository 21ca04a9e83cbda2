import { hasRoomForWebAssembly, WITHOUT_GUARDS } from '../../util/address-space.js';
import { AutofitError } from '../../util/errors.js';
import { shown } from '../../util/shown.js';
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
  if (!KERNELS_CHOICES.includes(choice)) {
    const message = `There are no kernels ${shown(choice)}; there are ${KERNELS_CHOICES.join(', ')}.`;
    throw new AutofitError('BAD_OPTION', message);
  }
  if (choice === 'reference') return createReferenceKernels();
  const compiled = compiledSimd();
  if (compiled)
    return choice === 'blas'
      ? createBlasKernels(loadOpenBlas(), compiled)
      : createSimdKernels(compiled);
  if (choice === 'auto') return createReferenceKernels();
  throw withoutSimd(choice);
}

/** Their name, without a memory of theirs. Throws as `createKernels` does. */
export function kernelsName(choice: KernelsChoice): string {
  const compiled = choice === 'reference' ? undefined : compiledSimd();
  return choice === 'blas' || !compiled ? createKernels(choice).name : compiled.name;
}

function withoutSimd(choice: KernelsChoice): AutofitError {
  const fault = hasRoomForWebAssembly() ? 'is missing here' : 'has no room here (ulimit -v)';
  return new AutofitError(
    'NO_SIMD',
    `The ${choice} kernels need WebAssembly SIMD, which ${fault}.`,
    {
      hint: hasRoomForWebAssembly()
        ? "Use `kernels: 'auto'`."
        : `Use \`kernels: 'auto'\`, or set NODE_OPTIONS=${WITHOUT_GUARDS}, which takes less of it.`,
    },
  );
}
