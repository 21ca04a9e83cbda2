import type { Block, DesignMatrix } from '../matrix/design-matrix.js';
import { createMatrix } from '../matrix/matrix.js';
import type { ModelInputs } from '../matrix/model-inputs.js';
import type { ColumnSchema } from '../schema/schema.js';
import type { Column, Table } from '../table/table.js';
import { type CodedPart, type FittedCoded, fitCoded, transformCoded } from './coded-column.js';
import { type FittedDatetime, fitDatetime, transformDatetime } from './datetime-column.js';
import { type ImputeCategoryOptions, imputeCategory } from './impute-category.js';
import { type ImputeNumberOptions, imputeNumber } from './impute-number.js';
import {
  type FittedNumeric,
  fitNumeric,
  type NumericPart,
  transformNumeric,
} from './numeric-column.js';
import { type OneHotOptions, oneHot } from './one-hot.js';
import { type SparsePart, sparseOf } from './sparse-block.js';
import { type FittedText, fitText, type TextPart, transformText } from './text-column.js';
import { type TextTfIdfOptions, textTfIdf } from './text-tf-idf.js';

export interface PreprocessingOptions {
  readonly numbers: ImputeNumberOptions;
  readonly categories: ImputeCategoryOptions;
  readonly oneHot: OneHotOptions;
  readonly text: TextTfIdfOptions;
}

export const preprocessingDefaults: PreprocessingOptions = {
  numbers: imputeNumber.defaults,
  categories: imputeCategory.defaults,
  oneHot: oneHot.defaults,
  text: textTfIdf.defaults,
};

export type FittedColumn = FittedNumeric | FittedCoded | FittedDatetime | FittedText;

/** What was learned from the training rows, column by column; plain data. */
export interface FittedPreprocessor {
  readonly kind: 'preprocessor';
  readonly inputs: ModelInputs;
  readonly columns: readonly FittedColumn[];
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
    fitColumn(options, inputs, column, levelNames.get(column.name) ?? [], rows),
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

function fitColumn(
  options: PreprocessingOptions,
  inputs: ModelInputs,
  column: Column,
  levelNames: readonly string[],
  rows: Int32Array,
): ColumnFit {
  switch (column.kind) {
    case 'numeric':
      return fitNumeric(options.numbers, inputs, column, rows);
    case 'datetime':
      return fitDatetime(options.numbers, inputs, column, rows);
    case 'text':
      return fitText(options, inputs, column, rows);
    case 'coded':
      return fitCoded(options, inputs, column, levelNames, rows);
  }
}

/** The design matrix of the given rows. */
export function transformTable(
  fitted: FittedPreprocessor,
  table: Table,
  rows: Int32Array,
): DesignMatrix {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const parts = fitted.columns.map((step) => transformColumn(step, byName.get(step.source), rows));
  return assemble(rows.length, parts);
}

function transformColumn(step: FittedColumn, column: Column | undefined, rows: Int32Array): Part {
  if (column?.kind === 'numeric' && step.kind === 'numeric') {
    return transformNumeric(step, column, rows);
  }
  if (column?.kind === 'coded' && step.kind === 'coded') return transformCoded(step, column, rows);
  if (column?.kind === 'datetime' && step.kind === 'datetime') {
    return transformDatetime(step, column, rows);
  }
  if (column?.kind === 'text' && step.kind === 'text') return transformText(step, column, rows);
  throw new Error(`the table has no ${step.kind} column ${step.source}`);
}

type Part = NumericPart | CodedPart | TextPart;
type ColumnFit = { readonly fitted: FittedColumn; readonly part: Part };

/** Columns side by side: numbers in one dense block, one-hot and terms in one sparse block, codes in one block. */
function assemble(rows: number, parts: readonly Part[]): DesignMatrix {
  const dense = parts.flatMap((part) => (part.kind === 'coded' ? [] : part.columns));
  const sparse = parts.filter((part) => part.kind === 'text' || isHot(part));
  const codes = parts.filter((part) => part.kind === 'coded' && !isHot(part));
  const blocks: Block[] = [];
  if (dense.length > 0) blocks.push(denseOf(rows, dense));
  if (sparse.length > 0) blocks.push(sparseOf(rows, sparse as SparsePart[]));
  if (codes.length > 0) blocks.push(codesOf(rows, codes as CodedPart[]));
  return { rows, blocks };
}

function isHot(part: Part): boolean {
  return part.kind === 'coded' && part.encoding === 'one-hot';
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

function codesOf(rows: number, parts: readonly CodedPart[]): Block {
  const codes = new Int32Array(rows * parts.length);
  for (const [place, part] of parts.entries()) {
    for (let row = 0; row < rows; row++) codes[row * parts.length + place] = part.codes[row] ?? 0;
  }
  const features = parts.map(({ source }) => ({ name: source, source }));
  const cardinalities = parts.map((part) => part.features.length);
  return { kind: 'codes', rows, codes, cardinalities, features };
}
