import type { SparseMatrix } from '../matrix/matrix.js';
import { createSparseRows, type SparseRows, takeSparseRows } from '../matrix/sparse-rows.js';
import { countTerms, eachText } from './count-terms.js';
import { distinct } from './distinct.js';
import { createTermTally } from './term-tally.js';
import { characterTerms, type TermKind, wordTerms } from './text-terms.js';
import type { Transformer } from './transformer.js';
import { pushWeights, type Vocabulary, vocabularyOf } from './vocabulary.js';

export interface TextTfIdfOptions {
  /** Words and pairs of neighbours at most, the commonest first. @default 2000 */
  readonly maxWords: number;
  /** Runs of 3 to 5 characters within words at most, the commonest first. @default 2000 */
  readonly maxCharacters: number;
  /** A term in fewer training rows than this is left out. @default 2 */
  readonly minRows: number;
}

export interface FittedTextTfIdf {
  readonly kind: 'text-tf-idf';
  readonly words: Vocabulary;
  readonly characters: Vocabulary;
}

/** What is behind so many characters of a text is not read. */
export const MOST_CHARACTERS = 4000;

/**
 * Texts as weights of their words and of their runs of characters: how often a term is there times how rare it
 * is, each kind scaled to length 1 a row (Salton and Buckley 1988, smoothed as in scikit-learn).
 */
export const textTfIdf: Transformer<
  readonly string[],
  SparseMatrix,
  TextTfIdfOptions,
  FittedTextTfIdf
> = {
  kind: 'text-tf-idf',
  defaults: { maxWords: 2000, maxCharacters: 2000, minRows: 2 },
  fit: (options, x) => fitTextTfIdf(options, x),
  transform(fitted, x) {
    const { values, placeOf } = distinct(x);
    return weigh(fitted, values.map(asRead), placeOf, () => false);
  },
};

/** As `textTfIdf.fit`; throws Stopped when it is told to stop. */
export function fitTextTfIdf(
  { maxWords, maxCharacters, minRows }: TextTfIdfOptions,
  x: readonly string[],
  shouldStop: () => boolean = () => false,
): { readonly fitted: FittedTextTfIdf; readonly transformed: SparseMatrix } {
  const { values, times, placeOf } = distinct(x);
  const texts = values.map(asRead);
  const vocabulary = (kind: TermKind, most: number) => {
    const { found } = countTerms(texts, times, kind, { most, minRows }, shouldStop);
    return vocabularyOf(found, most, x.length);
  };
  const words = vocabulary(wordTerms, maxWords);
  const characters = vocabulary(characterTerms, maxCharacters);
  const fitted: FittedTextTfIdf = { kind: 'text-tf-idf', words, characters };
  return { fitted, transformed: weigh(fitted, texts, placeOf, shouldStop) };
}

/** What is read of a text. */
export function asRead(text: string): string {
  return text.slice(0, MOST_CHARACTERS).toLowerCase();
}

/** The terms in their columns' order. */
export function textTerms({ words, characters }: FittedTextTfIdf): readonly string[] {
  return [...words.terms, ...characters.terms.map((term) => `…${term}…`)];
}

function weigh(
  { words, characters }: FittedTextTfIdf,
  texts: readonly string[],
  textOf: Int32Array,
  shouldStop: () => boolean,
): SparseMatrix {
  const rows = createSparseRows(texts.length);
  const first = words.terms.length;
  const weighWords = weigher(words, wordTerms, 0, rows);
  const weighCharacters = weigher(characters, characterTerms, first, rows);
  eachText(texts, shouldStop, (text) => {
    weighWords(text);
    weighCharacters(text);
    rows.endRow();
  });
  const weighed = rows.finish(first + characters.terms.length);
  return texts.length === textOf.length ? weighed : takeSparseRows(weighed, textOf);
}

/** Adds the weights of the known terms of a text, from a column on. */
function weigher(
  { terms, idf }: Vocabulary,
  kind: TermKind,
  first: number,
  rows: SparseRows,
): (text: string) => void {
  const tally = createTermTally(terms, kind);
  return (text) =>
    tally.visit(text, (columns) => pushWeights(rows, first, columns, tally.counts, idf));
}
