import type { SparseMatrix } from '../matrix/matrix.js';
import { createSparseRows } from '../matrix/sparse-rows.js';
import type { TextColumn } from '../table/table.js';
import { textsOf } from '../table/text-column.js';
import { countTerms, eachText } from './count-terms.js';
import { createTermTally } from './term-tally.js';
import { type TextCounts, textCounts } from './text-counts.js';
import { characterTerms, type TermKind, wordTerms } from './text-terms.js';
import { asRead, type TextTfIdfOptions } from './text-tf-idf.js';

/** What is counted in each distinct text of a column, whatever the rows: nothing is learned from it. */
export interface TextIndex {
  readonly words: TermIndex;
  readonly characters: TermIndex;
  /** One value of each a text. */
  readonly looks: TextCounts;
}

/** The terms of one kind that are common enough to be any fold's. */
export interface TermIndex {
  readonly terms: readonly string[];
  readonly columnOf: ReadonlyMap<string, number>;
  /** How often each text has each term. */
  readonly counts: SparseMatrix;
  /** No term that is left out is in more rows of the column than this. */
  readonly restRows: number;
}

/** The index of a column; undefined where there are too many texts for one. */
export type TextIndexOf = (column: TextColumn, shouldStop?: () => boolean) => TextIndex | undefined;

/** So many times the terms that a fold chooses at most are kept: those of a small fold are among them. */
const TIMES_TERMS = 8;
/** Bytes of texts that are indexed at most, and of an index for each of them, as measured on words and on prose. */
const MOST_BYTES = 2 ** 24;
const TIMES_BYTES = 16;

/** Makes the index of a column when it is first asked for, and keeps it. */
export function createTextIndexes(options: TextTfIdfOptions): TextIndexOf {
  const known = new Map<TextColumn, TextIndex>();
  return (column, shouldStop = () => false) => {
    if (column.bytes.length > MOST_BYTES) return undefined;
    const index = known.get(column) ?? indexTexts(options, column, shouldStop);
    known.set(column, index);
    return index;
  };
}

/** Bytes that the index of a column takes, roughly. */
export function textIndexBytes({ bytes }: TextColumn): number {
  return bytes.length > MOST_BYTES ? 0 : TIMES_BYTES * bytes.length;
}

/** The most that indexes of so many columns with texts of these bytes together take, however they are shared out. */
export function mostIndexBytes(columns: number, bytes: number): number {
  return TIMES_BYTES * Math.min(columns * MOST_BYTES, bytes);
}

function indexTexts(
  { maxWords, maxCharacters, minRows }: TextTfIdfOptions,
  column: TextColumn,
  shouldStop: () => boolean,
): TextIndex {
  const written = textsOf(column);
  const times = new Int32Array(written.length);
  for (const code of column.codes) if (code >= 0) times[code] = (times[code] ?? 0) + 1;
  const texts = written.map(asRead);
  const index = (kind: TermKind, most: number) =>
    indexTerms(texts, times, kind, { most: TIMES_TERMS * most, minRows }, shouldStop);
  return {
    words: index(wordTerms, maxWords),
    characters: index(characterTerms, maxCharacters),
    looks: textCounts(written),
  };
}

function indexTerms(
  texts: readonly string[],
  times: Int32Array,
  kind: TermKind,
  bounds: { readonly most: number; readonly minRows: number },
  shouldStop: () => boolean,
): TermIndex {
  const { found, forgottenRows } = countTerms(texts, times, kind, bounds, shouldStop);
  const terms = found.map(({ term }) => term);
  const isCut = terms.length >= bounds.most;
  const least = isCut ? found.reduce((least, { rows }) => Math.min(least, rows), Infinity) : 0;
  const tally = createTermTally(terms, kind);
  const rows = createSparseRows(texts.length);
  eachText(texts, shouldStop, (text) => {
    tally.visit(text, (columns) => {
      for (const column of columns) rows.push(column, tally.counts[column] ?? 0);
    });
    rows.endRow();
  });
  return {
    terms,
    columnOf: new Map(terms.map((term, column) => [term, column])),
    counts: rows.finish(terms.length),
    restRows: forgottenRows + Math.max(bounds.minRows, 1, least) - 1,
  };
}
