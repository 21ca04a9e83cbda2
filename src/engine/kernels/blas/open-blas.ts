import { AutofitError, errorMessage } from '../../../util/errors.js';

/** The functions of OpenBLAS that the kernels call, on row-major float32 matrices. */
export interface OpenBlas {
  /** C = α · op(A) · op(B) + β · C; C is (m, n), op(A) (m, k). */
  readonly sgemm: (
    order: number,
    transposeA: number,
    transposeB: number,
    m: number,
    n: number,
    k: number,
    alpha: number,
    a: Float32Array,
    lda: number,
    b: Float32Array,
    ldb: number,
    beta: number,
    c: Float32Array,
    ldc: number,
  ) => void;
}

/** What autofit uses of the package koffi. */
interface Koffi {
  load(library: string): {
    func(definition: string): (...given: unknown[]) => unknown;
  };
}

export interface OpenBlasPlaces {
  /** Where to look for koffi: files or folders (ending in /) that could import it. */
  readonly koffi: readonly string[];
  /** Names or paths of the library, the first that loads counts. */
  readonly libraries: readonly string[];
}

const SYSTEM_LIBRARIES = [
  'libopenblas.so.0',
  'libopenblas.so',
  'libopenblas.dylib',
  '/opt/homebrew/opt/openblas/lib/libopenblas.dylib',
  '/usr/local/opt/openblas/lib/libopenblas.dylib',
  'libopenblas.dll',
];

/** koffi beside autofit or beside the program, and the library that AUTOFIT_OPENBLAS names or the system's. */
export function usualPlaces(): OpenBlasPlaces {
  const named = process.env.AUTOFIT_OPENBLAS;
  return {
    koffi: [import.meta.url, `${process.cwd()}/`],
    libraries: named ? [named] : SYSTEM_LIBRARIES,
  };
}

/** Loads OpenBLAS and sets it to one thread. Throws an AutofitError that says what is not installed. */
export function loadOpenBlas({ koffi, libraries }: OpenBlasPlaces = usualPlaces()): OpenBlas {
  const loader = loadKoffi(koffi);
  const failures: string[] = [];
  for (const path of libraries) {
    try {
      return bind(loader.load(path));
    } catch (thrown) {
      failures.push(errorMessage(thrown));
    }
  }
  throw new AutofitError(
    'NO_BLAS',
    `OpenBLAS is not found: ${failures[0] ?? 'no library named'}.`,
    {
      hint: 'Install it (libopenblas0 on Debian, openblas on macOS), or set AUTOFIT_OPENBLAS to its path.',
    },
  );
}

function loadKoffi(places: readonly string[]): Koffi {
  // Not imported, so that the engine stays free of Node for browsers.
  const modules = process.getBuiltinModule?.('node:module');
  for (const place of places) {
    const require = modules?.createRequire(place);
    try {
      return require?.('koffi') as Koffi;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw thrown;
    }
  }
  throw new AutofitError('NO_KOFFI', 'The BLAS kernels need the package koffi.', {
    hint: 'Install it beside autofit: npm install koffi.',
  });
}

/** Builds for Python's SciPy put a prefix before every name. */
function bind(library: ReturnType<Koffi['load']>): OpenBlas {
  const prefix = ['', 'scipy_'].find((start) => hasThreads(library, start));
  if (prefix === undefined) throw new Error('the library is no OpenBLAS');
  const matrices = 'float alpha, void *a, int lda, void *b, int ldb, float beta, void *c, int ldc';
  const sgemm = library.func(
    `void ${prefix}cblas_sgemm(int order, int ta, int tb, int m, int n, int k, ${matrices})`,
  );
  return { sgemm: sgemm as OpenBlas['sgemm'] };
}

/** Whether the library has OpenBLAS's functions under this prefix; sets it to one thread. */
function hasThreads(library: ReturnType<Koffi['load']>, prefix: string): boolean {
  try {
    library.func(`void ${prefix}openblas_set_num_threads(int threads)`)(1);
    return true;
  } catch {
    return false;
  }
}
