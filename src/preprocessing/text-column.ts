import type { FeatureName } from '../matrix/design-matrix.js';
import type { SparseMatrix } from '../matrix/matrix.js';
import type { ModelInputs } from '../matrix/model-inputs.js';
import type { TextColumn } from '../table/table.js';
import { textsOfRows } from '../table/text-column.js';
import { gatherCodes } from './gather-rows.js';
import { fitIndexedTfIdf, weighIndexed } from './indexed-tf-idf.js';
import {
  type FittedDerived,
  fitDerived,
  type NumberOptions,
  type NumericPart,
  transformDerived,
} from './numeric-column.js';
import { type TextCounts, textCounts } from './text-counts.js';
import type { TextIndex, TextIndexOf } from './text-index.js';
import {
  type FittedTextTfIdf,
  fitTextTfIdf,
  type TextTfIdfOptions,
  textTerms,
  textTfIdf,
} from './text-tf-idf.js';
import { type Labels, weighByLabel } from './weigh-by-label.js';

export interface FittedText {
  readonly kind: 'text';
  readonly source: string;
  readonly terms: FittedTextTfIdf;
  readonly counts: FittedDerived;
}

/** The weights of a text's terms, and columns of numbers that count it. */
export interface TextPart {
  readonly kind: 'text';
  readonly matrix: SparseMatrix;
  /** One a column of the matrix. */
  readonly features: readonly FeatureName[];
  readonly columns: NumericPart['columns'];
}

export interface TextOptions {
  readonly numbers: NumberOptions;
  readonly text: TextTfIdfOptions;
  /** Whether terms weigh by what they tell of the label too, which the context then has. */
  readonly byLabel?: boolean;
}

interface TextContext extends Partial<Labels> {
  readonly textIndexOf?: TextIndexOf | undefined;
  readonly shouldStop?: (() => boolean) | undefined;
}

/** Terms and counts of a column of texts, fitted on the given rows. Throws Stopped when it is told to stop. */
export function fitText(
  options: TextOptions,
  inputs: ModelInputs,
  column: TextColumn,
  rows: Int32Array,
  context: TextContext,
): { readonly fitted: FittedText; readonly part: TextPart } {
  const { textIndexOf, shouldStop } = context;
  const index = textIndexOf?.(column, shouldStop);
  const counted = countsOf(column, rows, index);
  const counts = fitDerived(options.numbers, inputs, column.name, counted);
  const plain = fitTerms(options.text, column, rows, index, shouldStop);
  const terms = options.byLabel ? byLabel(plain, context, column, rows, index) : plain;
  const { name: source } = column;
  const fitted: FittedText = { kind: 'text', source, terms: terms.fitted, counts: counts.fitted };
  return { fitted, part: textPart(fitted, terms.transformed, counts.part) };
}

function fitTerms(
  options: TextTfIdfOptions,
  column: TextColumn,
  rows: Int32Array,
  index: TextIndex | undefined,
  shouldStop?: () => boolean,
) {
  const codes = gatherCodes(column.codes, rows);
  const fitted = index && fitIndexedTfIdf(options, index, codes);
  const transformed = fitted && weighIndexed(fitted, index, codes);
  if (fitted && transformed) return { fitted, transformed };
  return fitTextTfIdf(options, textsOfRows(column, rows), shouldStop);
}

function byLabel(
  { fitted: plain, transformed }: ReturnType<typeof fitTerms>,
  { task, y, weights }: TextContext,
  column: TextColumn,
  rows: Int32Array,
  index: TextIndex | undefined,
) {
  if (!task || !y) throw new Error('terms are weighed by labels that are not there');
  const fitted = weighByLabel(plain, transformed, { task, y, weights });
  return { fitted, transformed: weighRows(fitted, column, rows, index) };
}

export function transformText(
  fitted: FittedText,
  column: TextColumn,
  rows: Int32Array,
  index?: TextIndex,
): TextPart {
  const counts = transformDerived(fitted.counts, column.name, countsOf(column, rows, index));
  return textPart(fitted, weighRows(fitted.terms, column, rows, index), counts);
}

function weighRows(
  terms: FittedTextTfIdf,
  column: TextColumn,
  rows: Int32Array,
  index: TextIndex | undefined,
): SparseMatrix {
  const known = index && weighIndexed(terms, index, gatherCodes(column.codes, rows));
  return known ?? textTfIdf.transform(terms, textsOfRows(column, rows));
}

function countsOf(column: TextColumn, rows: Int32Array, index: TextIndex | undefined): TextCounts {
  if (!index) return textCounts(textsOfRows(column, rows));
  const { names, columns } = index.looks;
  const codes = gatherCodes(column.codes, rows);
  return {
    names,
    // Where no text is, nothing is counted.
    columns: columns.map((values) => Float64Array.from(codes, (code) => values[code] ?? 0)),
  };
}

function textPart(fitted: FittedText, matrix: SparseMatrix, counts: NumericPart): TextPart {
  const { source } = fitted;
  const features = textTerms(fitted.terms).map((term) => ({ name: `${source}: ${term}`, source }));
  return { kind: 'text', matrix, features, columns: counts.columns };
}
