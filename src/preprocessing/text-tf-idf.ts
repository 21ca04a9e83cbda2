import type { SparseMatrix } from '../matrix/matrix.js';
import type { Transformer } from './transformer.js';

export interface TextTfIdfOptions {
  /** Words and pairs of neighbours at most, the commonest first. @default 2000 */
  readonly maxWords: number;
  /** Runs of 3 to 5 characters within words at most, the commonest first. @default 2000 */
  readonly maxCharacters: number;
  /** A term in fewer training rows than this is left out. @default 2 */
  readonly minRows: number;
}

/** The terms of one kind, with log((1 + rows) / (1 + rows with the term)) + 1 of each. */
interface Vocabulary {
  readonly terms: readonly string[];
  readonly idf: readonly number[];
}

export interface FittedTextTfIdf {
  readonly kind: 'text-tf-idf';
  readonly words: Vocabulary;
  readonly characters: Vocabulary;
}

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
  fit({ maxWords, maxCharacters, minRows }, x) {
    const words = fitVocabulary(x, wordTerms, maxWords, minRows);
    const characters = fitVocabulary(x, characterTerms, maxCharacters, minRows);
    const fitted: FittedTextTfIdf = { kind: 'text-tf-idf', words, characters };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform({ words, characters }, x) {
    const place = words.terms.length;
    const weigh = [weigher(words, wordTerms, 0), weigher(characters, characterTerms, place)];
    const entriesOf = new Map<string, [number, number][]>();
    const rows = x.map((text) => {
      const entries = entriesOf.get(text) ?? weigh.flatMap((of) => of(text));
      entriesOf.set(text, entries);
      return entries;
    });
    return compress(rows, place + characters.terms.length);
  },
};

/** The terms in their columns' order. */
export function textTerms({ words, characters }: FittedTextTfIdf): readonly string[] {
  return [...words.terms, ...characters.terms.map((term) => `…${term}…`)];
}

type Terms = (text: string) => string[];

/** Words in lower case, and pairs of neighbours. */
function wordTerms(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const pairs = words.slice(1).map((word, i) => `${words[i]} ${word}`);
  return [...words, ...pairs];
}

/** Runs of 3 to 5 characters of each word with a space on either side. */
function characterTerms(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => {
      const padded = ` ${word} `;
      return [3, 4, 5].flatMap((length) =>
        Array.from({ length: Math.max(0, padded.length - length + 1) }, (_, i) =>
          padded.slice(i, i + length),
        ),
      );
    });
}

function fitVocabulary(
  x: readonly string[],
  terms: Terms,
  most: number,
  minRows: number,
): Vocabulary {
  const rowsOf = new Map<string, number>();
  for (const text of x) {
    for (const term of new Set(terms(text))) rowsOf.set(term, (rowsOf.get(term) ?? 0) + 1);
  }
  const kept = [...rowsOf]
    .filter(([, rows]) => rows >= minRows)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most);
  return {
    terms: kept.map(([term]) => term),
    idf: kept.map(([, rows]) => Math.log((1 + x.length) / (1 + rows)) + 1),
  };
}

/** Gives a text's (column, value) pairs, columns from `place` on in ascending order. */
function weigher({ terms, idf }: Vocabulary, termsOf: Terms, place: number) {
  const columnOf = new Map(terms.map((term, column) => [term, column]));
  return (text: string): [number, number][] => {
    const counts = new Map<number, number>();
    for (const term of termsOf(text)) {
      const column = columnOf.get(term);
      if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    const weights = [...counts].map(
      ([column, count]) => [column, count * (idf[column] ?? 0)] as const,
    );
    const length = Math.hypot(...weights.map(([, weight]) => weight));
    return weights
      .map(([column, weight]): [number, number] => [place + column, weight / length])
      .sort((a, b) => a[0] - b[0]);
  };
}

function compress(rows: readonly (readonly [number, number][])[], columns: number): SparseMatrix {
  const entries = rows.reduce((sum, row) => sum + row.length, 0);
  const offsets = new Int32Array(rows.length + 1);
  const indices = new Int32Array(entries);
  const values = new Float32Array(entries);
  let next = 0;
  for (const [row, pairs] of rows.entries()) {
    for (const [column, value] of pairs) {
      indices[next] = column;
      values[next++] = value;
    }
    offsets[row + 1] = next;
  }
  return { rows: rows.length, columns, offsets, indices, values };
}
