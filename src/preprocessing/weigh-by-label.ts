import { eachEntry, type SparseMatrix } from '../matrix/matrix.js';
import { log } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';
import type { TargetContext } from './encode-target.js';
import type { FittedTextTfIdf } from './text-tf-idf.js';
import type { Vocabulary } from './vocabulary.js';

/** Of the rows that terms are weighed by. */
export type Labels = Pick<TargetContext, 'task' | 'y' | 'weights'>;

/** Rows with and without a term that each class is thought to have besides its own. */
const SMOOTHING = 1;
/** A text of terms that tell nothing has a length all the same. */
const LEAST = 0.01;

/**
 * Terms weigh the more the more they tell of the class, besides how rare they are: by the logarithm of how much likelier rows
 * of a class have the term than others (Wang and Manning 2012), the root of the mean square over classes. `weighed` are the
 * training rows, in the order of the labels; those encoded so see their own label, as in the paper.
 */
export function weighByLabel(
  { kind, words, characters }: FittedTextTfIdf,
  weighed: SparseMatrix,
  labels: Labels,
): FittedTextTfIdf {
  const strengths = ratiosOfClasses(weighed, labels);
  const own = ({ terms, idf }: Vocabulary, first: number): Vocabulary => ({
    terms,
    idf: idf.map((rarity, term) => rarity * Math.max(LEAST, strengths[first + term] ?? 0)),
  });
  return { kind, words: own(words, 0), characters: own(characters, words.terms.length) };
}

function ratiosOfClasses(
  weighed: SparseMatrix,
  { task: { classes }, y, weights }: Labels,
): Float64Array {
  const { columns: terms } = weighed;
  const ofClasses = new Float64Array(classes);
  const ofTerms = new Float64Array(terms * classes);
  for (let row = 0; row < weighed.rows; row++) {
    const weight = weights?.[row] ?? 1;
    const own = y[row] ?? 0;
    ofClasses[own] = (ofClasses[own] ?? 0) + weight;
    eachEntry(weighed, row, (term) => {
      const at = term * classes + own;
      ofTerms[at] = (ofTerms[at] ?? 0) + weight;
    });
  }
  const all = ofClasses.reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from({ length: terms }, (_, term) => {
    const own = ofTerms.subarray(term * classes, (term + 1) * classes);
    const withTerm = own.reduce((sum, weight) => sum + weight, 0);
    const squares = own.reduce((sum, inClass, place) => {
      const rows = ofClasses[place] ?? 0;
      const ratio = logShare(inClass, rows) - logShare(withTerm - inClass, all - rows);
      return sum + square(ratio);
    }, 0);
    return Math.sqrt(squares / classes);
  });
}

function logShare(withTerm: number, rows: number): number {
  return log((withTerm + SMOOTHING) / (rows + 2 * SMOOTHING));
}
