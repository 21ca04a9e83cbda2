import type { SparseMatrix } from '../matrix/matrix.js';
import { createSparseRows, type SparseRows, takeSparseRows } from '../matrix/sparse-rows.js';
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

function weigh(
  { words, characters }: FittedTextTfIdf,
  { texts, textOf }: DistinctTexts,
  shouldStop: () => boolean,
): SparseMatrix {
  const rows = createSparseRows(texts.length);
  const first = words.terms.length;
  const weighWords = weigher(words, wordTerms, 0, rows);
  const weighCharacters = weigher(characters, characterTerms, first, rows);
  for (const [i, text] of texts.entries()) {
    if (i % TEXTS_A_LOOK === 0 && shouldStop()) throw new Stopped();
    weighWords(text);
    weighCharacters(text);
    rows.endRow();
  }
  const weighed = rows.finish(first + characters.terms.length);
  return texts.length === textOf.length ? weighed : takeSparseRows(weighed, textOf);
}

/** Adds the weights of the known terms of a text, from a column on; the arrays that it counts in are used again. */
function weigher(
  { terms, idf }: Vocabulary,
  kind: TermKind,
  first: number,
  rows: SparseRows,
): (text: string) => void {
  const columnOf = termColumns(terms);
  const counts = new Int32Array(terms.length);
  const met = new Int32Array(terms.length);
  return (text) => {
    let count = 0;
    kind.visit(text, (high, low) => {
      const column = columnOf(high, low);
      if (column < 0) return;
      if (counts[column] === 0) met[count++] = column;
      counts[column] = (counts[column] as number) + 1;
    });
    const columns = met.subarray(0, count).sort();
    const weightOf = (column: number) => (counts[column] ?? 0) * (idf[column] ?? 0);
    const length = Math.sqrt(columns.reduce((sum, column) => sum + weightOf(column) ** 2, 0));
    for (const column of columns) {
      rows.push(first + column, weightOf(column) / length);
      counts[column] = 0;
    }
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
