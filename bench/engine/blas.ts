import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createBlasKernels } from '../../src/engine/kernels/blas/blas-kernels.js';
import { loadOpenBlas, usualPlaces } from '../../src/engine/kernels/blas/open-blas.js';
import type { Kernels } from '../../src/engine/kernels/kernels.js';
import { compiledSimd } from '../../src/engine/kernels/simd/compile-simd.js';
import { errorMessage } from '../../src/util/errors.js';

/** The BLAS kernels with koffi and OpenBLAS from the peers' folder or the system; tells why there are none. */
export function blasKernels(report: (line: string) => void): Kernels | undefined {
  const folder = new URL('../peers/', import.meta.url);
  const usual = usualPlaces();
  const compiled = compiledSimd();
  try {
    const blas = loadOpenBlas({
      koffi: [folder.href, ...usual.koffi],
      libraries: [...usual.libraries, ...ownLibraries(fileURLToPath(folder))],
    });
    return compiled && createBlasKernels(blas, compiled);
  } catch (thrown) {
    report(`autofit-blas is left out: ${errorMessage(thrown)}`);
    return undefined;
  }
}

/** OpenBLAS as the pip list of the peers brings it. */
function ownLibraries(folder: string): string[] {
  const environment = `${folder}.venv/lib`;
  if (!existsSync(environment)) return [];
  return readdirSync(environment).flatMap((python) => {
    const libraries = `${environment}/${python}/site-packages/scipy_openblas32/lib`;
    const names = existsSync(libraries) ? readdirSync(libraries) : [];
    return names.filter((name) => name.startsWith('lib')).map((name) => `${libraries}/${name}`);
  });
}
