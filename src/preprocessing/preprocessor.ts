import type { Block, DesignMatrix } from '../matrix/design-matrix.js';
import { createMatrix } from '../matrix/matrix.js';
import type { ModelInputs } from '../matrix/model-inputs.js';
import { placesIn } from '../schema/places.js';
import { scaleKind } from '../schema/scale-kind.js';
import type { ColumnSchema, Parser } from '../schema/schema.js';
import type { Column, ImageColumn, Table } from '../table/table.js';
import { Stopped } from '../util/stopped.js';
import { isOfNumbers } from '../util/task-kind.js';
import type { CodedPart } from './coded-column.js';
import { fitDifferences } from './date-differences.js';
import { fitDatetime } from './datetime-column.js';
import type { TargetContext } from './encode-target.js';
import { fitLevelColumn } from './fit-level-column.js';
import { fitImage, type ImageContext } from './image-column.js';
import { fitList } from './list-column.js';
import { fitNumeric, type NumberOptions, type NumericPart } from './numeric-column.js';
import { fitParts } from './numeric-parts.js';
import { fitPixels, sideOfPixels, transformPixels } from './pixels-column.js';
import { fitPlace } from './place-column.js';
import type { PreprocessingOptions } from './preprocessing-options.js';
import { redundantColumns } from './redundant-columns.js';
import { selectColumns } from './select-columns.js';
import { type SparsePart, sparseOf } from './sparse-block.js';
import { fitText, type TextOptions } from './text-column.js';
import { manyTerms } from './text-features.js';
import {
  type FittedColumn,
  type Part,
  type SharedOfTable,
  transformStep,
} from './transform-step.js';

/** What was learned from the training rows, column by column; plain data. */
export interface FittedPreprocessor {
  readonly kind: 'preprocessor';
  readonly inputs: ModelInputs;
  readonly options: PreprocessingOptions;
  readonly columns: readonly FittedColumn[];
  /** Places of columns of numbers that say nothing new, and are left out. */
  readonly redundant: readonly number[];
}

/** What is known beside the cells of the training rows. */
export interface FitContext extends TargetContext, SharedOfTable, ImageContext {}

/**
 * Fits on the given rows of a table, whose labels are `target`, and returns them transformed too. Throws Stopped
 * when it was told to stop.
 */
export function fitPreprocessor(
  options: PreprocessingOptions,
  inputs: ModelInputs,
  schema: readonly ColumnSchema[],
  table: Table,
  rows: Int32Array,
  target: FitContext,
): { fitted: FittedPreprocessor; x: DesignMatrix } {
  const levelNames = new Map(schema.map(({ name, parser }) => [name, namesIn(parser)]));
  const doubtful = new Set(schema.filter((own) => own.isDoubtful).map(({ name }) => name));
  const used = selectColumns(options.selection, table, rows, target, doubtful);
  const taken = table.columns.filter(({ name, kind }) => used.has(name) && takes(inputs, kind));
  const fits = taken.flatMap((column) => {
    if (target.shouldStop?.()) throw new Stopped();
    if (column.kind === 'image' && inputs.images === 'pixels')
      return [pixelsFit(column, taken, rows)];
    return fitColumn(options, inputs, column, levelNames.get(column.name) ?? [], rows, target);
  });
  if (inputs.numbers !== 'none') {
    fits.push(...differencesOf(options, inputs, schema, table, rows, used));
    fits.push(...placesOf(options, inputs, schema, table, rows, used, target));
  }
  const columns = fits.map(({ fitted }) => fitted);
  const parts = fits.map(({ part }) => part);
  const redundant = inputs.numbers === 'scaled' ? redundantColumns(numbersOf(parts)) : [];
  const fitted: FittedPreprocessor = { kind: 'preprocessor', inputs, options, columns, redundant };
  return { fitted, x: assemble(rows.length, parts, fitted) };
}

/** What the codes of a column are called. */
function namesIn(parser: Parser | null): readonly string[] {
  if (parser?.kind === 'list') return parser.items;
  return parser?.kind === 'categorical' ? parser.levels : [];
}

/** Between dates that are used; a time of day is no date. */
function differencesOf(
  options: PreprocessingOptions,
  inputs: ModelInputs,
  schema: readonly ColumnSchema[],
  { columns }: Table,
  rows: Int32Array,
  used: ReadonlySet<string>,
): readonly ColumnFit[] {
  const clocks = new Set(
    schema.flatMap((column) => (scaleKind(column) === 'times' ? [column.name] : [])),
  );
  const dates = columns.filter((column) => column.kind === 'datetime');
  const compared = dates.filter(({ name }) => used.has(name) && !clocks.has(name));
  return fitDifferences(numberOptions(options), inputs, compared, rows);
}

/** What the search chose to make of places, all of whose columns are used. */
function placesOf(
  options: PreprocessingOptions,
  inputs: ModelInputs,
  schema: readonly ColumnSchema[],
  { columns }: Table,
  rows: Int32Array,
  used: ReadonlySet<string>,
  { random }: FitContext,
): readonly ColumnFit[] {
  const { places } = options;
  if (places === undefined) return [];
  const named = (name: string) => columns.find((column) => column.name === name);
  const own = { ...numberOptions(options), places };
  return placesIn(schema)
    .filter(({ latitude, longitude }) => used.has(latitude.column) && used.has(longitude.column))
    .map((place) => fitPlace(own, inputs, place, named, rows, random));
}

function numberOptions({ numbers, scaling }: PreprocessingOptions): NumberOptions {
  return { impute: numbers, scaling };
}

/** Numbers are predicted worse with terms that are weighed by them. */
function textOptions(options: PreprocessingOptions, { task }: FitContext): TextOptions {
  const { text } = options;
  const byLabel = options.texts === 'by-label' && !isOfNumbers(task);
  return {
    numbers: numberOptions(options),
    text: byLabel ? manyTerms(text, options.mostTerms) : text,
    byLabel,
  };
}

function takes({ numbers, categories, images }: ModelInputs, kind: Column['kind']): boolean {
  if (kind === 'image' && images !== undefined && images !== 'features') return images === 'pixels';
  return (kind === 'coded' ? categories : numbers) !== 'none';
}

function fitColumn(
  options: PreprocessingOptions,
  inputs: ModelInputs,
  column: Column,
  levelNames: readonly string[],
  rows: Int32Array,
  target: FitContext,
): readonly ColumnFit[] {
  const numbers = numberOptions(options);
  switch (column.kind) {
    case 'numeric':
      return [
        column.parts
          ? fitParts(numbers, inputs, column, rows)
          : fitNumeric(numbers, inputs, column, rows),
      ];
    case 'datetime':
      return [fitDatetime(numbers, inputs, column, rows)];
    case 'text':
      return [fitText(textOptions(options, target), inputs, column, rows, target)];
    case 'list':
      return [fitList({ numbers, lists: options.lists }, inputs, column, levelNames, rows)];
    case 'image':
      return [imageFit(options, inputs, column, rows, target)];
    case 'coded':
      return fitLevelColumn(options, inputs, column, levelNames, rows, target);
  }
}

function pixelsFit(column: ImageColumn, taken: readonly Column[], rows: Int32Array): ColumnFit {
  const fitted = fitPixels(column, sideOfPixels(taken.filter((own) => own.kind === 'image')));
  return { fitted, part: transformPixels(fitted, column, rows) };
}

function imageFit(
  options: PreprocessingOptions,
  inputs: ModelInputs,
  column: ImageColumn,
  rows: Int32Array,
  target: FitContext,
): ColumnFit {
  const own = { numbers: numberOptions(options), images: options.images };
  return fitImage(own, inputs, column, rows, target);
}

/** The design matrix of the given rows. */
export function transformTable(
  fitted: FittedPreprocessor,
  table: Table,
  rows: Int32Array,
  shared?: SharedOfTable,
): DesignMatrix {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const named = (name: string) => byName.get(name);
  const parts = fitted.columns.map((step) => transformStep(step, named, rows, shared));
  return assemble(rows.length, parts, fitted);
}

type ColumnFit = { readonly fitted: FittedColumn; readonly part: Part };

/** Columns side by side: numbers, one-hot and terms, and codes in a block of each; pictures in a block a column. */
function assemble(
  rows: number,
  parts: readonly Part[],
  { inputs, redundant }: FittedPreprocessor,
): DesignMatrix {
  const isLeftOut = new Set(redundant);
  const numbers = numbersOf(parts).filter((_, place) => !isLeftOut.has(place));
  const sparse = parts.filter((part) => part.kind === 'text' || isHot(part));
  const codes = parts.filter((part) => part.kind === 'coded' && !isHot(part));
  const blocks: Block[] = [];
  if (numbers.length > 0) {
    blocks.push(inputs.numbers === 'raw' ? rawOf(rows, numbers) : denseOf(rows, numbers));
  }
  if (sparse.length > 0) blocks.push(sparseOf(rows, sparse as SparsePart[]));
  if (codes.length > 0) blocks.push(codesOf(rows, codes as CodedPart[]));
  for (const part of parts) if (part.kind === 'pixels') blocks.push(part.block);
  return { rows, blocks };
}

function numbersOf(parts: readonly Part[]): NumericPart['columns'] {
  return parts.flatMap((part) => ('columns' in part ? part.columns : []));
}

function isHot(part: Part): boolean {
  return part.kind === 'coded' && part.encoding === 'one-hot';
}

function rawOf(rows: number, columns: NumericPart['columns']): Block {
  const features = columns.map(({ feature }) => feature);
  const own = columns.map(({ values, places }) => ({ values, places }));
  return { kind: 'raw', rows, columns: own, features };
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
