import { eachEntry, type SparseMatrix } from '../matrix/matrix.js';
import { createSparseRows, type SparseRows, takeSparseRows } from '../matrix/sparse-rows.js';
import { type Distinct, distinct } from './distinct.js';
import type { TermIndex, TextIndex } from './text-index.js';
import type { FittedTextTfIdf, TextTfIdfOptions } from './text-tf-idf.js';
import { leastRows, pushWeights, type Vocabulary, vocabularyOf } from './vocabulary.js';

/**
 * As `fitTextTfIdf` of the texts of these codes, from what is counted already. Undefined where a term that the index
 * leaves out may be among the commonest of these texts.
 */
export function fitIndexedTfIdf(
  { maxWords, maxCharacters, minRows }: TextTfIdfOptions,
  index: TextIndex,
  codes: Int32Array,
): FittedTextTfIdf | undefined {
  const texts = distinct(codes);
  const words = chooseTerms(index.words, texts, maxWords, minRows);
  const characters = chooseTerms(index.characters, texts, maxCharacters, minRows);
  return words && characters && { kind: 'text-tf-idf', words, characters };
}

function chooseTerms(
  { terms, counts, restRows }: TermIndex,
  { values: codes, times, placeOf }: Distinct<number>,
  most: number,
  minRows: number,
): Vocabulary | undefined {
  const rows = new Int32Array(terms.length);
  for (const [place, code] of codes.entries()) {
    const own = times[place] ?? 0;
    eachEntry(counts, code, (column) => {
      rows[column] = (rows[column] ?? 0) + own;
    });
  }
  const least = leastRows(rows, most, minRows);
  if (least <= restRows) return undefined;
  const found = terms.flatMap((term, column) => {
    const own = rows[column] ?? 0;
    return own >= least ? [{ term, rows: own }] : [];
  });
  return vocabularyOf(found, most, placeOf.length);
}

/** As `textTfIdf.transform` of the texts of these codes. Undefined where the index leaves out a term of the fitted ones. */
export function weighIndexed(
  { words, characters }: FittedTextTfIdf,
  index: TextIndex,
  codes: Int32Array,
): SparseMatrix | undefined {
  const { values, placeOf } = distinct(codes);
  const rows = createSparseRows(values.length);
  const first = words.terms.length;
  const weighWords = weigher(words, index.words, 0, rows);
  const weighCharacters = weigher(characters, index.characters, first, rows);
  if (!weighWords || !weighCharacters) return undefined;
  for (const code of values) {
    weighWords(code);
    weighCharacters(code);
    rows.endRow();
  }
  const weighed = rows.finish(first + characters.terms.length);
  return values.length === codes.length ? weighed : takeSparseRows(weighed, placeOf);
}

/** Adds the weights of a text, from a column on. */
function weigher(
  { terms, idf }: Vocabulary,
  { columnOf, counts }: TermIndex,
  first: number,
  rows: SparseRows,
): ((code: number) => void) | undefined {
  const termOf = new Int32Array(counts.columns).fill(-1);
  for (const [term, name] of terms.entries()) {
    const column = columnOf.get(name);
    if (column === undefined) return undefined;
    termOf[column] = term;
  }
  const times = new Int32Array(terms.length);
  const met = new Int32Array(terms.length);
  return (code) => {
    let count = 0;
    eachEntry(counts, code, (column, value) => {
      const term = termOf[column] ?? -1;
      if (term < 0) return;
      times[term] = value;
      met[count++] = term;
    });
    pushWeights(rows, first, met.subarray(0, count).sort(), times, idf);
  };
}
