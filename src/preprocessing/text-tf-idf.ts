import type { SparseMatrix } from '../matrix/matrix.js';
import { Stopped } from '../util/stopped.js';
import { createTermCounter } from './term-counter.js';
import { characterTerms, type TermKind, termHashes, wordTerms } from './text-terms.js';
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

/** What is behind so many characters of a text is not read. */
export const MOST_CHARACTERS = 4000;
/** Texts between two looks at whether to stop. */
const TEXTS_A_LOOK = 256;

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
  transform: (fitted, x) => weigh(fitted, distinctTexts(x), () => false),
};

/** As `textTfIdf.fit`; throws Stopped when it is told to stop. */
export function fitTextTfIdf(
  { maxWords, maxCharacters, minRows }: TextTfIdfOptions,
  x: readonly string[],
  shouldStop: () => boolean = () => false,
): { readonly fitted: FittedTextTfIdf; readonly transformed: SparseMatrix } {
  const texts = distinctTexts(x);
  const words = fitVocabulary(texts, wordTerms, maxWords, minRows, shouldStop);
  const characters = fitVocabulary(texts, characterTerms, maxCharacters, minRows, shouldStop);
  const fitted: FittedTextTfIdf = { kind: 'text-tf-idf', words, characters };
  return { fitted, transformed: weigh(fitted, texts, shouldStop) };
}

/** The terms in their columns' order. */
export function textTerms({ words, characters }: FittedTextTfIdf): readonly string[] {
  return [...words.terms, ...characters.terms.map((term) => `…${term}…`)];
}

/** Each text once, in lower case and cut, with the rows that hold it. */
interface DistinctTexts {
  readonly texts: readonly string[];
  readonly times: Int32Array;
  /** The text of each row. */
  readonly textOf: Int32Array;
}

function distinctTexts(x: readonly string[]): DistinctTexts {
  const placeOf = new Map<string, number>();
  const textOf = Int32Array.from(x, (text) => {
    const place = placeOf.get(text) ?? placeOf.size;
    placeOf.set(text, place);
    return place;
  });
  const times = new Int32Array(placeOf.size);
  for (const place of textOf) times[place] = (times[place] ?? 0) + 1;
  const texts = Array.from(placeOf.keys(), (text) => text.slice(0, MOST_CHARACTERS).toLowerCase());
  return { texts, times, textOf };
}

function fitVocabulary(
  { texts, times, textOf }: DistinctTexts,
  kind: TermKind,
  most: number,
  minRows: number,
  shouldStop: () => boolean,
): Vocabulary {
  const counter = createTermCounter();
  for (const [text, own] of texts.entries()) {
    if (text % TEXTS_A_LOOK === 0 && shouldStop()) throw new Stopped();
    const count = times[text] ?? 1;
    kind.visit(own, (high, low, start, end) => counter.add(high, low, text, count, start, end));
  }
  const kept = counter
    .commonest(most, minRows)
    .map(({ text, start, end, rows }) => ({
      term: kind.written(texts[text] ?? '', start, end),
      rows,
    }))
    .sort((a, b) => b.rows - a.rows || (a.term < b.term ? -1 : 1))
    .slice(0, most);
  return {
    terms: kept.map(({ term }) => term),
    idf: kept.map(({ rows }) => Math.log((1 + textOf.length) / (1 + rows)) + 1),
  };
}

/** (column, weight) pairs of a text, in ascending columns. */
interface Entries {
  readonly columns: Int32Array;
  readonly weights: Float64Array;
}

function weigh(
  { words, characters }: FittedTextTfIdf,
  { texts, textOf }: DistinctTexts,
  shouldStop: () => boolean,
): SparseMatrix {
  const weighWords = weigher(words, wordTerms);
  const weighCharacters = weigher(characters, characterTerms);
  const entries = texts.map((text, i): readonly [Entries, Entries] => {
    if (i % TEXTS_A_LOOK === 0 && shouldStop()) throw new Stopped();
    return [weighWords(text), weighCharacters(text)];
  });
  const first = words.terms.length;
  return compress(entries, textOf, first, first + characters.terms.length);
}

/** Weighs the known terms of a text; the arrays that it counts in are used again. */
function weigher({ terms, idf }: Vocabulary, kind: TermKind): (text: string) => Entries {
  const columnOf = termColumns(terms);
  const counts = new Int32Array(terms.length);
  return (text) => {
    const met: number[] = [];
    kind.visit(text, (high, low) => {
      const column = columnOf(high, low);
      if (column < 0) return;
      if (counts[column] === 0) met.push(column);
      counts[column] = (counts[column] as number) + 1;
    });
    const columns = Int32Array.from(met).sort();
    const weights = Float64Array.from(columns, (c) => (counts[c] ?? 0) * (idf[c] ?? 0));
    for (const column of columns) counts[column] = 0;
    const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
    return { columns, weights: weights.map((weight) => weight / length) };
  };
}

/** Finds a term's column by its two hashes; −1 for one that is not known. */
function termColumns(terms: readonly string[]): (high: number, low: number) => number {
  let size = 16;
  while (size < 2 * terms.length) size *= 2;
  const slots = new Int32Array(3 * size);
  for (const [column, term] of terms.entries()) {
    const { high, low } = termHashes(term);
    let slot = high & (size - 1);
    while (slots[3 * slot + 2] !== 0) slot = (slot + 1) & (size - 1);
    slots.set([high, low, column + 1], 3 * slot);
  }
  return (high, low) => {
    let slot = high & (size - 1);
    for (;;) {
      const column = (slots[3 * slot + 2] as number) - 1;
      if (column < 0) return -1;
      if (slots[3 * slot] === high && slots[3 * slot + 1] === low) return column;
      slot = (slot + 1) & (size - 1);
    }
  };
}

/** Rows of both kinds of terms side by side; those of the second from column `first` on. */
function compress(
  entries: readonly (readonly [Entries, Entries])[],
  textOf: Int32Array,
  first: number,
  columns: number,
): SparseMatrix {
  const offsets = new Int32Array(textOf.length + 1);
  for (const [row, text] of textOf.entries()) {
    const count = entries[text]?.reduce((sum, own) => sum + own.columns.length, 0) ?? 0;
    offsets[row + 1] = (offsets[row] ?? 0) + count;
  }
  const indices = new Int32Array(offsets.at(-1) ?? 0);
  const values = new Float32Array(indices.length);
  for (const [row, text] of textOf.entries()) {
    let next = offsets[row] ?? 0;
    for (const [kind, own] of entries[text]?.entries() ?? []) {
      for (let i = 0; i < own.columns.length; i++) {
        indices[next] = (own.columns[i] as number) + kind * first;
        values[next++] = own.weights[i] as number;
      }
    }
  }
  return { rows: textOf.length, columns, offsets, indices, values };
}
