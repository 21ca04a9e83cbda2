import { join, resolve } from 'node:path';
import { pickRows } from '../ensemble/sample-rows.js';
import type { Asked } from '../explain/contributions.js';
import { createWatch, type ExplainProgress } from '../explain/watch.js';
import { readJournal } from '../journal/journal-file.js';
import { metricNamed } from '../metrics/metrics.js';
import { combined, judgedTask } from '../predictor/combined.js';
import type { Background, OutOfFold } from '../predictor/kept-rows.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { tableReader } from '../predictor/table-reader.js';
import type { ExplainFacts } from '../report/facts/explain-facts.js';
import { type ExplainEffort, FULL, gatherExplained } from '../report/facts/gather-explained.js';
import { gatherFacts, outOfFoldRows } from '../report/facts/gather-facts.js';
import type { GroupFacts } from '../report/facts/group-facts.js';
import { groupFacts } from '../report/facts/group-facts.js';
import { type GroupValues, groupValues } from '../report/facts/group-values.js';
import type { JudgedRows } from '../report/facts/judged-rows.js';
import type { ReportFacts } from '../report/facts/report-facts.js';
import { withoutRows } from '../report/facts/without-rows.js';
import { type LivingPart, livingPart } from '../report/living-part.js';
import { reportMarkdown, reportPage } from '../report/report-page.js';
import { checkReportPlace, pageFiles } from '../run/check-page-place.js';
import { readBackground, readOutOfFold } from '../run/kept-rows.js';
import { readPageClient } from '../run/page-client.js';
import { memberPredictions } from '../run/predict-threads.js';
import { readRunState } from '../run/read-run-state.js';
import { MODEL_FILE, REPORT_FILE } from '../run/run-folder.js';
import type { DataSource } from '../table/data-source.js';
import { cellAt, cellTexts } from '../table/raw-cells.js';
import type { RawTable } from '../table/raw-table.js';
import { readTable } from '../table/read-table.js';
import type { ReadingOptions } from '../table/reading-options.js';
import type { Table } from '../table/table.js';
import { takeRows } from '../table/take-rows.js';
import type { JournalEvent, ToldMessage } from '../trial/journal.js';
import { judgedAt } from '../trial/trial-judge.js';
import { checkText } from '../util/check-arguments.js';
import { checkFilePlace } from '../util/check-file-place.js';
import { AutofitError } from '../util/errors.js';
import { availableProcessors } from '../util/processors.js';
import type { StopSignal } from '../util/stop-signal.js';
import { Stopped } from '../util/stopped.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { chosenByValidation } from './chosen-by-validation.js';
import { runFacts } from './run-facts.js';

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
  const own = join(run, REPORT_FILE);
  if (options.out !== undefined && resolve(options.out) !== resolve(own)) {
    checkReportPlace(options.out);
  }
  const state = await readRunState(run);
  checkFilePlace(options.out ?? own);
  return writeReport(run, state, FULL, options);
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
  const outOfFold = await readOutOfFold(run);
  const background = await readBackground(run);
  const asked: Asked = {
    state,
    open: (own) => memberPredictions(own, workers),
    allocate: (bytes) => new SharedArrayBuffer(bytes),
    watch: createWatch(signal, onProgress),
  };
  const given = options.data === undefined ? undefined : await judgedData(asked, options);
  const explained = await explainedInTime(asked, outOfFold, background, effort);
  const whole = gatherFacts({
    state,
    outOfFold,
    records: journal.events.filter((event) => event.kind === 'trial'),
    run: { ...runFacts(journal.run, journal.events), ...(seconds !== undefined && { seconds }) },
    chosen: chosenByValidation(state, trialsOf(journal.events)),
    told: toldIn(journal.events),
    explained,
    given: given?.judged,
    groups: groupsBy(options.by ?? [], asked, given, outOfFold, background),
  });
  const facts = rows ? whole : withoutRows(whole);
  const living = await livingPart({
    state,
    client: await readPageClient(),
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
    if (!(thrown instanceof Stopped)) throw thrown;
    if (effort.mayBeLeftOut) return undefined;
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

/** Rows of other data, with their labels and what the predictor says. */
interface JudgedData {
  readonly judged: JudgedRows;
  readonly table: Table;
  /** Cells as they are written of columns that no model reads; undefined where there is none of that name. */
  readonly cellsOf: (name: string) => readonly string[] | undefined;
}

async function judgedData(
  { state, open, allocate }: Asked,
  options: ReportOptions,
): Promise<JudgedData> {
  const { data, delimiter, quote, sheet } = options;
  const reader = tableReader<DataSource>(
    state,
    (source, reading) => readTable(source, { ...reading, header: state.schema.header }),
    allocate,
  );
  const read = await reader(data as DataSource, { delimiter, quote, sheet });
  const { table, notes, rows } = read.parse('required');
  const predictions = combined(state, await open(state)(table));
  const judged: JudgedRows = {
    metric: metricNamed(state.metric),
    task: judgedTask(state),
    truth: table.target ?? new Float64Array(),
    weights: table.weights,
    groups: table.groups,
    predictions,
    what: read.source,
    notes,
    classes: state.schema.task.classes,
  };
  return { judged, table, cellsOf: (name) => cellsAt(read.raw, name, rows) };
}

/** By columns of the data that was given, else of the rows that the run kept. */
function groupsBy(
  columns: readonly string[],
  { state }: Asked,
  given: JudgedData | undefined,
  outOfFold: OutOfFold,
  background: Background,
): readonly GroupFacts[] {
  if (columns.length === 0) return [];
  const { judged, table, cellsOf } = given ?? keptRows(state, outOfFold, background);
  return columns.map((column) => {
    const values = groupValues(column, state.schema, table) ?? writtenValues(cellsOf(column));
    if (values) return groupFacts(column, values, judged, state.seed);
    throw noColumn(column, table, given !== undefined);
  });
}

/** Of a column that no model may read. */
function writtenValues(cells: readonly string[] | undefined): GroupValues | undefined {
  return cells && { values: cells.map((cell) => cell.trim() || undefined), order: [] };
}

function noColumn(column: string, { columns }: Table, isGiven: boolean): AutofitError {
  const names = columns.map(({ name }) => name).join(', ');
  const read = names === '' ? 'The model reads no column.' : `The model reads: ${names}.`;
  const hint = isGiven ? read : `${read} By others it is judged on \`data\` that has them.`;
  return new AutofitError('NO_COLUMN', `There is no column "${column}" to judge by.`, { hint });
}

/** The background's rows that a fold judged. */
function keptRows(
  state: PredictorState,
  outOfFold: OutOfFold,
  { places: all, table }: Background,
): JudgedData {
  const judged = outOfFoldRows(state, outOfFold);
  const own = Int32Array.from([...all.keys()].filter((i) => (all[i] ?? -1) >= 0));
  const places = own.map((i) => all[i] ?? 0);
  const predictions = pickRows(judged.predictions, places, judged.truth.length);
  return {
    judged: { ...judgedAt(judged, places), predictions },
    table: takeRows(table, own, (bytes) => new ArrayBuffer(bytes)),
    cellsOf: () => undefined,
  };
}

function cellsAt(
  raw: RawTable,
  name: string,
  rows: Int32Array | undefined,
): readonly string[] | undefined {
  const column = raw.columns.find((own) => own.name === name);
  if (!column) return undefined;
  return rows ? Array.from(rows, (row) => cellAt(column, row)) : cellTexts(column);
}

/** Configurations that were tried, the baseline not counted. */
function trialsOf(events: readonly JournalEvent[]): number {
  const numbers = events.flatMap((event) => (event.kind === 'trial' ? [event.trial.number] : []));
  return new Set(numbers.filter((number) => number > 0)).size;
}

/** What was told while fitting, once however often the run was resumed. */
function toldIn(events: readonly JournalEvent[]): readonly ToldMessage[] {
  const all = events.flatMap((event) => (event.kind === 'told' ? event.messages : []));
  return [...new Map(all.map((own) => [own.message, own])).values()];
}
