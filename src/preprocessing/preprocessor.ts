import type { Block, DesignMatrix, FeatureName } from '../matrix/design-matrix.js';
import type { SparseMatrix } from '../matrix/matrix.js';
import { createMatrix } from '../matrix/matrix.js';
import type { ModelInputs } from '../matrix/model-inputs.js';
import type { ColumnSchema } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { type CodedPart, type FittedCoded, fitCoded, transformCoded } from './coded-column.js';
import { type ImputeCategoryOptions, imputeCategory } from './impute-category.js';
import { type ImputeNumberOptions, imputeNumber } from './impute-number.js';
import {
  type FittedNumeric,
  fitNumeric,
  type NumericPart,
  transformNumeric,
} from './numeric-column.js';
import { type OneHotOptions, oneHot } from './one-hot.js';

export interface PreprocessingOptions {
  readonly numbers: ImputeNumberOptions;
  readonly categories: ImputeCategoryOptions;
  readonly oneHot: OneHotOptions;
}

export const preprocessingDefaults: PreprocessingOptions = {
  numbers: imputeNumber.defaults,
  categories: imputeCategory.defaults,
  oneHot: oneHot.defaults,
};

/** What was learned from the training rows, column by column; plain data. */
export interface FittedPreprocessor {
  readonly kind: 'preprocessor';
  readonly inputs: ModelInputs;
  readonly columns: readonly (FittedNumeric | FittedCoded)[];
}

/** Fits on the given rows of a table and returns them transformed too. */
export function fitPreprocessor(
  options: PreprocessingOptions,
  inputs: ModelInputs,
  schema: readonly ColumnSchema[],
  table: Table,
  rows: Int32Array,
): { fitted: FittedPreprocessor; x: DesignMatrix } {
  const levelNames = new Map(
    schema.map(({ name, parser }) => [name, parser?.kind === 'categorical' ? parser.levels : []]),
  );
  const fits = table.columns.map((column) =>
    column.kind === 'numeric'
      ? fitNumeric(options.numbers, inputs, column, rows)
      : fitCoded(options, inputs, column, levelNames.get(column.name) ?? [], rows),
  );
  const columns = fits.map(({ fitted }) => fitted);
  const fitted: FittedPreprocessor = { kind: 'preprocessor', inputs, columns };
  return {
    fitted,
    x: assemble(
      rows.length,
      fits.map(({ part }) => part),
    ),
  };
}

/** The design matrix of the given rows. */
export function transformTable(
  fitted: FittedPreprocessor,
  table: Table,
  rows: Int32Array,
): DesignMatrix {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const parts = fitted.columns.map((step) => {
    const column = byName.get(step.source);
    if (column?.kind === 'numeric' && step.kind === 'numeric') {
      return transformNumeric(step, column, rows);
    }
    if (column?.kind === 'coded' && step.kind === 'coded')
      return transformCoded(step, column, rows);
    throw new Error(`the table has no ${step.kind} column ${step.source}`);
  });
  return assemble(rows.length, parts);
}

type Part = NumericPart | CodedPart;

/** Columns side by side: numbers in one dense block, one-hot in one sparse block, codes in one block. */
function assemble(rows: number, parts: readonly Part[]): DesignMatrix {
  const dense = parts.flatMap((part) => (part.kind === 'numeric' ? part.columns : []));
  const coded = parts.filter((part) => part.kind === 'coded');
  const hot = coded.filter((part) => part.encoding === 'one-hot');
  const codes = coded.filter((part) => part.encoding === 'codes');
  const blocks: Block[] = [];
  if (dense.length > 0) blocks.push(denseOf(rows, dense));
  if (hot.length > 0) blocks.push(sparseOf(rows, hot));
  if (codes.length > 0) blocks.push(codesOf(rows, codes));
  return { rows, blocks };
}

function denseOf(rows: number, columns: NumericPart['columns']): Block {
  const matrix = createMatrix(rows, columns.length);
  for (const [place, { values }] of columns.entries()) {
    for (let row = 0; row < rows; row++) {
      matrix.data[row * columns.length + place] = values[row] ?? Number.NaN;
    }
  }
  return { kind: 'dense', matrix, features: columns.map(({ feature }) => feature) };
}

function sparseOf(rows: number, parts: readonly CodedPart[]): Block {
  const entries = rows * parts.length;
  const indices = new Int32Array(entries);
  const features: FeatureName[] = [];
  for (const [place, part] of parts.entries()) {
    for (let row = 0; row < rows; row++) {
      indices[row * parts.length + place] = features.length + (part.codes[row] ?? 0);
    }
    features.push(...part.features);
  }
  const offsets = Int32Array.from({ length: rows + 1 }, (_, row) => row * parts.length);
  const values = new Float32Array(entries).fill(1);
  const matrix: SparseMatrix = { rows, columns: features.length, offsets, indices, values };
  return { kind: 'sparse', matrix, features };
}

function codesOf(rows: number, parts: readonly CodedPart[]): Block {
  const codes = new Int32Array(rows * parts.length);
  for (const [place, part] of parts.entries()) {
    for (let row = 0; row < rows; row++) codes[row * parts.length + place] = part.codes[row] ?? 0;
  }
  const features = parts.map(({ source }) => ({ name: source, source }));
  const cardinalities = parts.map((part) => part.features.length);
  return { kind: 'codes', rows, codes, cardinalities, features };
}
