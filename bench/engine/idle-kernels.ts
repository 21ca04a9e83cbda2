import type { Kernels } from '../../src/engine/kernels/kernels.js';

/** Kernels that find room but compute nothing: what a step on them costs is the cost of driving. */
export function idleKernels(kernels: Kernels): Kernels {
  const idle = Object.entries(kernels).map(([name, value]) => {
    const plans = name === 'floatsOf' || name === 'sparseFloats' || name === 'reserve';
    return [name, typeof value === 'function' && !plans ? () => 0 : value];
  });
  return Object.fromEntries(idle) as Kernels;
}
