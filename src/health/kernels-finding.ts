import { WITHOUT_GUARDS } from '../util/address-space.js';
import type { Finding } from './diagnosis.js';

/** By the name of the kernels that are taken by themselves, and whether WebAssembly has room for its addresses. */
export function kernelsFinding(kernels: string, hasRoom: boolean): Finding {
  const name = 'WebAssembly';
  if (kernels === 'simd-relaxed') {
    return { name, status: 'ok', found: 'SIMD with fused multiply-add (relaxed SIMD)' };
  }
  if (kernels === 'simd') {
    return {
      name,
      status: 'warn',
      found: 'SIMD, without the fused multiply-add of relaxed SIMD: networks train slower',
      advice: 'A newer Node, or a processor with FMA, has it.',
    };
  }
  return {
    name,
    status: 'warn',
    found: 'no SIMD: networks train many times as slowly, by plain JavaScript',
    advice: hasRoom
      ? 'A newer Node on a 64-bit processor has it.'
      : `Addresses are bounded: raise ulimit -v, or set NODE_OPTIONS=${WITHOUT_GUARDS}.`,
  };
}
