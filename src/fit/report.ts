import { join, resolve } from 'node:path';
import type { ZodType } from 'zod';
import type { Asked } from '../explain/contributions.js';
import { openedOnce } from '../explain/opened-once.js';
import { createWatch, type ExplainProgress } from '../explain/watch.js';
import { readJournal } from '../journal/journal-file.js';
import type { optionKinds } from '../options/option-kinds.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import type { ExplainFacts } from '../report/facts/explain-facts.js';
import {
  type ExplainEffort,
  FULL,
  gatherExplained,
  gatherPictures,
} from '../report/facts/gather-explained.js';
import { gatherFacts } from '../report/facts/gather-facts.js';
import type { ReportFacts } from '../report/facts/report-facts.js';
import { withoutRows } from '../report/facts/without-rows.js';
import { type LivingPart, livingPart } from '../report/living-part.js';
import { reportMarkdown, reportPage } from '../report/report-page.js';
import { checkReportPlace, pageFiles } from '../run/check-page-place.js';
import { readBackground, readOutOfFold } from '../run/kept-rows.js';
import { memberPredictions } from '../run/predict-threads.js';
import { readPageProgram } from '../run/read-bundle.js';
import { readRunState } from '../run/read-run-state.js';
import { MODEL_FILE, REPORT_FILE } from '../run/run-folder.js';
import type { DataSource } from '../table/data-source.js';
import type { ReadingOptions } from '../table/reading-options.js';
import { checkText } from '../util/check-arguments.js';
import { checkFilePlace } from '../util/check-file-place.js';
import { checkOptions } from '../util/check-options.js';
import { AutofitError } from '../util/errors.js';
import { availableProcessors } from '../util/processors.js';
import { refuseReading } from '../util/refuse-reading.js';
import type { StopSignal } from '../util/stop-signal.js';
import { Stopped } from '../util/stopped.js';
import { wholeNumber } from '../util/whole-number.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { chosenByValidation } from './chosen-by-validation.js';
import { groupsBy, judgedBackground, judgedData } from './judged-data.js';
import { machinesIn, runFacts, toldIn } from './run-facts.js';

/** How a report is made. */
export interface ReportOptions extends ReadingOptions {
  /** Rows with labels that the predictor is judged by besides. @default none */
  readonly data?: DataSource | undefined;
  /** Columns by whose values it is judged. @default none */
  readonly by?: readonly string[] | undefined;
  /** Where the page is written; JSON and Markdown stand beside it. @default report.html in the run's folder */
  readonly out?: string | undefined;
  /** Whether it may show rows of the training data. @default true */
  readonly rows?: boolean | undefined;
  /** Threads for large data. @default the processors available */
  readonly workers?: number | undefined;
  readonly signal?: StopSignal | undefined;
  readonly onProgress?: ((event: ExplainProgress) => void) | undefined;
}

/** Where a report was written, and all that it says. */
export interface WrittenReport {
  readonly page: string;
  readonly json: string;
  readonly markdown: string;
  readonly facts: ReportFacts;
}

/** Writes the report of a run. Throws an AutofitError where the folder holds none, it kept no rows, or the page has no place. */
export async function report(run: string, options: ReportOptions = {}): Promise<WrittenReport> {
  checkText('report', run, 'the path of a run folder');
  const { optionKinds } = await import('../options/option-kinds.js');
  checkOptions(options, reportKinds(optionKinds));
  if (options.workers !== undefined) wholeNumber('workers', options.workers, 1);
  if (options.data === undefined) refuseReading(options);
  const own = join(run, REPORT_FILE);
  if (options.out !== undefined && resolve(options.out) !== resolve(own)) {
    checkReportPlace(options.out);
  }
  const state = await readRunState(run);
  checkFilePlace(options.out ?? own);
  return writeReport(run, state, FULL, options);
}

function reportKinds(kinds: typeof optionKinds) {
  const { test, ignore, report, out, workers, signal, onProgress } = kinds;
  const { delimiter, quote, sheet, images } = kinds;
  const own = { data: test, by: ignore, rows: report, out, workers, signal, onProgress };
  return { ...own, delimiter, quote, sheet, images } satisfies Record<keyof ReportOptions, ZodType>;
}

/** The same of a predictor that is at hand; `seconds` is how long a run took that is not over yet. */
export async function writeReport(
  run: string,
  state: PredictorState,
  effort: ExplainEffort,
  options: ReportOptions = {},
  seconds?: number,
): Promise<WrittenReport> {
  const { rows = true, workers = availableProcessors(), signal, onProgress } = options;
  const journal = await readJournal(run);
  const outOfFold = await readOutOfFold(run, state);
  const background = await readBackground(run, state, outOfFold);
  const asked: Asked = {
    state,
    open: openedOnce((own) => memberPredictions(own, workers)),
    allocate: (bytes) => new SharedArrayBuffer(bytes),
    watch: createWatch(signal, onProgress),
  };
  const { data } = options;
  const given = data === undefined ? undefined : await judgedData(asked, data, options, workers);
  const groups = groupsBy(options.by ?? [], state, given, () =>
    judgedBackground(state, outOfFold, background),
  );
  const own = { ...effort, ...(!rows && { worst: 0, explained: 0, pictures: 0, covered: 0 }) };
  const { explained, pictures } = await untilStopped(async () => ({
    explained: await explainedInTime(asked, outOfFold, background, own),
    pictures: await gatherPictures(asked, outOfFold, background, own),
  }));
  const whole = gatherFacts({
    state,
    outOfFold,
    records: journal.events.filter((event) => event.kind === 'trial'),
    run: { ...runFacts(journal.run, journal.events), ...(seconds !== undefined && { seconds }) },
    chosen: chosenByValidation(state),
    machines: machinesIn(journal.events),
    told: toldIn(journal.events),
    explained,
    pictures,
    given: given?.judged,
    groups,
  });
  const facts = rows ? whole : withoutRows(whole);
  const living = await livingPart({
    state,
    client: await readPageProgram(state),
    file: MODEL_FILE,
    rows: rows ? background.table : undefined,
  });
  return writeFiles(options.out ?? join(run, REPORT_FILE), facts, living);
}

async function explainedInTime(
  ...[asked, outOfFold, background, effort]: Parameters<typeof gatherExplained>
): Promise<ExplainFacts | undefined> {
  try {
    return await gatherExplained(asked, outOfFold, background, effort);
  } catch (thrown) {
    if (thrown instanceof Stopped && effort.mayBeLeftOut) return undefined;
    throw thrown;
  }
}

async function untilStopped<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof Stopped)) throw thrown;
    throw new AutofitError('STOPPED', 'The report was stopped before its end.');
  }
}

async function writeFiles(
  place: string,
  facts: ReportFacts,
  living: LivingPart,
): Promise<WrittenReport> {
  const { page, json, markdown } = pageFiles(place);
  await writeFileSafely(json, `${JSON.stringify(facts)}\n`);
  await writeFileSafely(markdown, reportMarkdown(facts));
  await writeFileSafely(page, await reportPage(facts, living));
  return { page, json, markdown, facts };
}
