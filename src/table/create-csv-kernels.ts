import type { CsvKernels } from './csv-kernels.js';
import { type Dialect, isOneColumn, trims } from './dialect.js';
import { createReferenceCsv } from './reference-csv.js';
import { createSimdCsv } from './simd-csv.js';

/** The fastest kernels that run here; so many lines ended before the first byte. */
export function createCsvKernels(dialect: Dialect, line = 0): CsvKernels {
  const { delimiter, quote } = dialect;
  const options = {
    delimiter: delimiter.charCodeAt(0),
    quote: quote.charCodeAt(0),
    trims: trims(dialect),
    keepsBlank: isOneColumn(dialect),
  };
  return createSimdCsv(options, line) ?? createReferenceCsv(options, line);
}
