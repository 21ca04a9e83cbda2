import type { FeatureName } from '../matrix/design-matrix.js';
import type { SparseMatrix } from '../matrix/matrix.js';
import type { ModelInputs } from '../matrix/model-inputs.js';
import type { TextColumn } from '../table/table.js';
import { textsOfRows } from '../table/text-column.js';
import {
  type FittedDerived,
  fitDerived,
  type NumberOptions,
  type NumericPart,
  transformDerived,
} from './numeric-column.js';
import { textCounts } from './text-counts.js';
import {
  type FittedTextTfIdf,
  fitTextTfIdf,
  type TextTfIdfOptions,
  textTerms,
  textTfIdf,
} from './text-tf-idf.js';

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

/** Terms and counts of a column of texts, fitted on the given rows. Throws Stopped when it is told to stop. */
export function fitText(
  options: { readonly numbers: NumberOptions; readonly text: TextTfIdfOptions },
  inputs: ModelInputs,
  column: TextColumn,
  rows: Int32Array,
  shouldStop?: () => boolean,
): { readonly fitted: FittedText; readonly part: TextPart } {
  const texts = textsOfRows(column, rows);
  const terms = fitTextTfIdf(options.text, texts, shouldStop);
  const counts = fitDerived(options.numbers, inputs, column.name, textCounts(texts));
  const { name: source } = column;
  const fitted: FittedText = { kind: 'text', source, terms: terms.fitted, counts: counts.fitted };
  return { fitted, part: textPart(fitted, terms.transformed, counts.part) };
}

export function transformText(fitted: FittedText, column: TextColumn, rows: Int32Array): TextPart {
  const texts = textsOfRows(column, rows);
  const matrix = textTfIdf.transform(fitted.terms, texts);
  return textPart(fitted, matrix, transformDerived(fitted.counts, column.name, textCounts(texts)));
}

function textPart(fitted: FittedText, matrix: SparseMatrix, counts: NumericPart): TextPart {
  const { source } = fitted;
  const features = textTerms(fitted.terms).map((term) => ({ name: `${source}: ${term}`, source }));
  return { kind: 'text', matrix, features, columns: counts.columns };
}
