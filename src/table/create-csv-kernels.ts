import type { CsvKernels } from './csv-kernels.js';
import { type Dialect, trims } from './dialect.js';
import { createReferenceCsv } from './reference-csv.js';
import { createSimdCsv } from './simd-csv.js';

/** The fastest kernels that run here. */
export function createCsvKernels(dialect: Dialect): CsvKernels {
  const { delimiter, quote } = dialect;
  const options = {
    delimiter: delimiter.charCodeAt(0),
    quote: quote.charCodeAt(0),
    trims: trims(dialect),
  };
  return createSimdCsv(options) ?? createReferenceCsv(options);
}
