import { readJournal } from '../journal/journal-file.js';
import { predictorName } from '../predictor/predictor-row.js';
import { comparisonPage } from '../report/comparison-page.js';
import {
  type ComparedRun,
  type CompareFacts,
  compareFacts,
} from '../report/facts/compare-facts.js';
import { outOfFoldRows } from '../report/facts/gather-facts.js';
import { checkPagePlace } from '../run/check-page-place.js';
import { readOutOfFold } from '../run/kept-rows.js';
import { readRunState } from '../run/read-run-state.js';
import { checkPlainOptions, checkText } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { askedOf } from './run-facts.js';
import { runNames } from './run-names.js';

export interface CompareOptions {
  /** Where a page of it is written. @default none */
  readonly out?: string | undefined;
}

/**
 * Puts runs beside each other: scores on the rows that they were judged by, against the first run where the rows are the same,
 * and options that differ. Throws an AutofitError where one is no run, it kept no rows, or
 * the page has no place.
 */
export async function compare(
  runs: readonly string[],
  options: CompareOptions = {},
): Promise<CompareFacts> {
  checkPlainOptions(options, { out: ['string'] });
  const { out } = options;
  if (!Array.isArray(runs) || runs.length < 2) {
    throw new AutofitError('BAD_OPTION', 'Two runs or more are compared.', {
      hint: 'Name their folders.',
    });
  }
  if (out !== undefined) checkPagePlace(out);
  for (const run of runs) checkText('compare', run, 'the path of a run folder');
  const names = runNames(runs);
  const read = await Promise.all(runs.map((run, i) => readRun(run, names[i] ?? run)));
  const facts = compareFacts(read, read[0]?.asked.seed ?? 0);
  if (out !== undefined) await writeFileSafely(out, await comparisonPage(facts));
  return facts;
}

async function readRun(run: string, name: string): Promise<ComparedRun> {
  const state = await readRunState(run);
  const journal = await readJournal(run);
  const outOfFold = await readOutOfFold(run);
  return {
    name,
    predictor: predictorName(state),
    asked: askedOf(state, journal.run, journal.events),
    judged: outOfFoldRows(state, outOfFold),
    rows: outOfFold.rows,
  };
}
