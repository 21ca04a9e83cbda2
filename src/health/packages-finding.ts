import { errorMessage } from '../util/errors.js';
import type { Finding } from './diagnosis.js';

/** By trying to load OpenBLAS: it needs the package koffi and the library, neither of which is needed. */
export function openBlasFinding(load: () => unknown): Finding {
  const name = 'OpenBLAS (koffi)';
  try {
    load();
    return { name, status: 'ok', found: 'there: `kernels: "blas"` trains wide networks faster' };
  } catch (thrown) {
    return {
      name,
      status: 'ok',
      found: `not there, and not needed: ${errorMessage(thrown)}`,
      advice:
        'With `npm install koffi` and OpenBLAS (libopenblas0 on Debian), `kernels: "blas"` trains wide networks faster.',
    };
  }
}
