import { describeMetrics } from '../predictor/asked-metrics.js';
import { copiedRows, copiesNote, MODELS_ALONE } from '../predictor/copies.js';
import { importanceOf } from '../predictor/importance.js';
import type { KeptTable } from '../predictor/kept-rows.js';
import type { MemberPredictions } from '../predictor/open-members.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { middlePlace } from '../predictor/quantile-answers.js';
import { type DataReading, type ReadRows, tableReader } from '../predictor/table-reader.js';
import { known } from '../schema/find-column.js';
import { featureColumns } from '../schema/schema.js';
import { compactTexts } from '../table/compact-texts.js';
import type { ColumnValues } from '../table/read-rows.js';
import type { Allocate, Table } from '../table/table.js';
import { takeRows } from '../table/take-rows.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { permutation, randomStream } from '../util/random.js';
import { refuseReading } from '../util/refuse-reading.js';
import { Stopped } from '../util/stopped.js';
import { isOfNumbers } from '../util/task-kind.js';
import { predictsOf } from './answers.js';
import type { Asked } from './contributions.js';
import { checkExplainOptions, type ExplainOptions } from './explain-options.js';
import { explainColumns, explainInteractions, MOST_PAIRED } from './explained-columns.js';
import { importanceMetrics, importanceOn, importanceOutOfFold } from './explained-importance.js';
import { explainRows } from './explained-rows.js';
import type { ExplainedColumn, Explanation } from './explanation.js';
import { openedOnce } from './opened-once.js';
import { createWatch } from './watch.js';

/** What a predictor is explained by, besides its state. */
export interface ExplainParts<Source> extends DataReading<Source | ColumnValues> {
  /** Predicts by the members of a state: the predictor's own, or some of them. */
  readonly open: (state: PredictorState) => MemberPredictions;
  readonly allocate: Allocate;
  /** Rows that the run kept; undefined where there are none. */
  readonly kept: () => Promise<KeptTable | undefined>;
}

/** Rows that answers are compared with. */
const BACKGROUND_ROWS = 50;
/** Rows that curves are drawn over and rows are found among that are like others. */
const MOST_ROWS = 1000;

/**
 * Facts about a predictor, by data or by what its run kept: how much each column matters, why rows are answered as they are, how
 * answers follow a column. Throws an AutofitError behind an abort, as for mistakes.
 */
export async function explainPredictor<Source>(
  state: PredictorState,
  parts: ExplainParts<Source>,
  data: Source | ColumnValues | undefined,
  options: ExplainOptions<Source | ColumnValues>,
): Promise<Explanation> {
  checkExplainOptions(options);
  if (data === undefined && options.background === undefined) refuseReading(options);
  const { allocate } = parts;
  const watch = createWatch(options.signal, options.onProgress);
  const asked: Asked = { state, open: openedOnce(parts.open), allocate, watch };
  const { force, delimiter, quote, sheet, images, onProgress } = options;
  const reading = { force, delimiter, quote, sheet, images, onProgress };
  const reader = tableReader(state, parts, allocate);
  try {
    const given = data === undefined ? undefined : await reader(data, reading);
    const other = options.background;
    const background = other === undefined ? undefined : await reader(other, reading);
    const rows = { given, background, kept: await parts.kept() };
    return await explainThese(asked, rows, options);
  } catch (thrown) {
    if (!(thrown instanceof Stopped)) throw thrown;
    throw new AutofitError('STOPPED', 'The explanation was stopped before its end.');
  }
}

/** Where rows come from. */
interface Rows {
  readonly given: ReadRows | undefined;
  readonly background: ReadRows | undefined;
  readonly kept: KeptTable | undefined;
}

async function explainThese(
  asked: Asked,
  rows: Rows,
  options: ExplainOptions,
): Promise<Explanation> {
  const { schema } = asked.state;
  const seed = options.seed ?? asked.state.seed;
  const names = featureColumns(schema).map(({ name }) => name);
  const columns = [...new Set(options.columns?.map((name) => known(name, names, 'columns')))];
  const together = options.together?.map((group) =>
    group.map((name) => known(name, names, 'together')),
  );
  checkApart(together);
  const isGlobal = columns.length === 0 && !options.rows?.length;
  checkUsed(options, { rows: (options.rows?.length ?? 0) > 0, columns: columns.length > 0 });
  if (options.scale !== undefined && isOfNumbers(schema.task)) throw noClasses();
  const notes = isGlobal ? [] : explainedQuantile(schema.task.quantiles);
  if (isGlobal && !rows.given && !rows.kept) {
    notes.push('there are no rows to judge by: shares are what the models say of themselves');
    return { label: schema.label, shares: importanceOf(asked.state), notes };
  }
  const importance =
    isGlobal || options.metrics
      ? await importanceOfRows(asked, rows, { ...options, together }, seed, notes)
      : undefined;
  notes.push(...unscored(importance, notes));
  if (isGlobal) return { label: schema.label, ...(importance && { importance }), notes };
  const whole = wholeRows(asked, rows, notes);
  const predicts = (scale: 'log-odds' | 'probability') =>
    predictsOf(schema.task, options.scale ?? scale);
  const explained = options.rows?.length
    ? await rowsOf(asked, rows, whole, options.rows, predicts('log-odds'), together, seed)
    : undefined;
  const copied = explained?.filter(({ isCopy }) => isCopy).length ?? 0;
  notes.push(...copiesNote(copied, MODELS_ALONE));
  const table = sampledRows(asked, whole.table, MOST_ROWS, seed);
  const curves = predicts('probability');
  const isPaired = columns.length > 1 && columns.length <= MOST_PAIRED;
  if (columns.length > MOST_PAIRED) {
    notes.push(`interactions are told of ${MOST_PAIRED} columns at most: name fewer for theirs`);
  }
  const followed =
    columns.length > 0 ? await explainColumns(asked, table, columns, curves, seed) : undefined;
  notes.push(...withoutCurve(followed));
  return {
    label: schema.label,
    ...(importance && { importance }),
    ...(explained && { rows: explained }),
    ...(followed && { columns: followed }),
    ...(isPaired && {
      interactions: await explainInteractions(asked, table, columns, curves, seed),
    }),
    notes,
  };
}

/** Metrics that tell nothing of these rows, and of which it was not said why. */
function unscored(importance: Explanation['importance'] = [], notes: readonly string[]): string[] {
  return importance
    .filter(
      ({ metric, score }) => Number.isNaN(score) && !notes.some((note) => note.startsWith(metric)),
    )
    .map(({ metric }) => `${metric} has no score of these rows, so it tells of no column`);
}

/** Columns of texts or lists that are all different have no values to follow. */
function withoutCurve(columns: readonly ExplainedColumn[] = []): string[] {
  return columns
    .filter(({ values }) => values.every((value) => value === null))
    .map(
      ({ column }) =>
        `no value of "${column}" is in more than one of these rows, so there is no curve of it: \`rows\` tell what its values do`,
    );
}

/** A column of two groups would be told in both and counted in one. */
function checkApart(together: readonly (readonly string[])[] = []): void {
  const all = together.flatMap((group) => [...new Set(group)]);
  const twice = all.find((name, i) => all.indexOf(name) < i);
  if (twice === undefined) return;
  throw new AutofitError('BAD_OPTION', `\`together\` names "${twice}" in two groups.`, {
    hint: 'A column is of one group: join the two, or leave it out of one.',
  });
}

/** Throws an AutofitError for an option that says nothing of what is asked for. */
function checkUsed(
  { scale, repeats, together, background, metrics }: ExplainOptions,
  asked: { readonly rows: boolean; readonly columns: boolean },
): void {
  const importance = metrics !== undefined || !(asked.rows || asked.columns);
  const options = [
    ['scale', scale, asked.rows || asked.columns, '`rows` and `columns`'],
    ['repeats', repeats, importance, 'how much columns matter'],
    ['together', together, asked.rows || importance, '`rows`, and for how much columns matter'],
    ['background', background, asked.rows, '`rows`'],
  ] as const;
  const unused = options.find(([, given, isUsed]) => given !== undefined && !isUsed);
  if (!unused) return;
  const [name, , , purpose] = unused;
  throw new AutofitError('BAD_OPTION', `\`${name}\` is for ${purpose}: it says nothing here.`, {
    hint: 'Leave it out.',
  });
}

function noClasses(): AutofitError {
  const message = '`scale` is for classes, and this model predicts numbers.';
  return new AutofitError('BAD_OPTION', message, { hint: 'Leave it out.' });
}

/** Which of several answers is explained. */
function explainedQuantile(quantiles: readonly number[] | undefined): string[] {
  if (!quantiles) return [];
  return [`what is explained is the answer for the quantile ${quantiles[middlePlace(quantiles)]}`];
}

async function importanceOfRows(
  asked: Asked,
  { given, kept }: Rows,
  options: ExplainOptions,
  seed: number,
  notes: string[],
): Promise<Explanation['importance']> {
  const { state } = asked;
  const metrics = importanceMetrics(options.metrics, state);
  if (given) {
    if (!given.hasLabel) throw noLabels(given.source, state.schema.label);
    const { table, notes: read } = given.parse('required');
    const copied = state.copies ? copiedRows(state.copies, table).size : 0;
    notes.push(...read, ...describeMetrics(state, table, metrics));
    notes.push(...copiesNote(copied, 'scores are of the models'));
    return importanceOn(asked, table, options, seed);
  }
  if (!kept) throw noRows();
  notes.push(...describeMetrics(state, kept.table, metrics));
  const outOfFold = importanceOutOfFold(asked, kept, options, seed);
  if (outOfFold) return outOfFold;
  notes.push(
    'the models know the rows that the run kept: give data that they were not fitted to, and columns that do not matter will show',
  );
  return importanceOn(asked, kept.table, options, seed);
}

/** Rows without need of a label, and their places from 1. */
interface PlacedRows {
  readonly table: Table;
  readonly places: ArrayLike<number>;
}

function wholeRows({ state }: Asked, { given, kept }: Rows, notes: string[]): PlacedRows {
  if (given) {
    const { table, notes: read } = given.parse('ignored');
    notes.push(...read.filter((note) => !notes.includes(note)));
    return { table, places: Array.from({ length: table.rows }, (_, row) => row + 1) };
  }
  if (!kept) throw noRows();
  notes.push(`rows are those that the run kept of its ${countOf(state.rows, 'row')}`);
  return { table: kept.table, places: kept.rows.map((row) => row + 1) };
}

async function rowsOf(
  asked: Asked,
  rows: Rows,
  whole: PlacedRows,
  places: readonly number[],
  predicts: ReturnType<typeof predictsOf>,
  together: readonly (readonly string[])[] | undefined,
  seed: number,
): Promise<Explanation['rows']> {
  const found = places.map((place) => {
    const row = Array.prototype.indexOf.call(whole.places, place);
    if (row < 0) throw noRow(place, rows, whole.table.rows);
    return row;
  });
  const table = compactTexts(takeRows(whole.table, Int32Array.from(found), asked.allocate));
  const like = likeRows(asked, rows, whole, seed);
  const background = sampledRows(asked, like.table, BACKGROUND_ROWS, seed);
  const isSame = !rows.background && !(rows.given && rows.kept);
  const compared = { background, like: { ...like, isSame } };
  return explainRows(asked, table, places, compared, predicts, together, seed);
}

/** The rows of the background that was given, else those that the run kept, else the data's own; with labels, where there are any. */
function likeRows(
  asked: Asked,
  { given, background, kept }: Rows,
  whole: PlacedRows,
  seed: number,
): PlacedRows {
  if (!background && kept) return { table: kept.table, places: kept.rows.map((row) => row + 1) };
  const source = background ?? given;
  // Rows without a label are left out where it is read, and would move the others.
  const labelled = source?.hasLabel ? source.parse('required').table : undefined;
  const plain = background ? background.parse('ignored').table : whole.table;
  const table = labelled?.rows === plain.rows ? labelled : plain;
  const drawn = drawnRows(table.rows, MOST_ROWS, seed);
  return {
    table: compactTexts(takeRows(table, drawn, asked.allocate)),
    places: drawn.map((row) => row + 1),
  };
}

function sampledRows({ allocate }: Asked, table: Table, most: number, seed: number): Table {
  return compactTexts(takeRows(table, drawnRows(table.rows, most, seed), allocate));
}

function drawnRows(rows: number, most: number, seed: number): Int32Array {
  return permutation(randomStream(seed, 'explained'), rows).slice(0, most).sort();
}

function noLabels(source: string, label: string): AutofitError {
  return new AutofitError('NO_LABEL', `${source} has no column "${label}" to judge by.`, {
    file: source,
    hint: 'How much columns matter is told by labelled rows; `rows` and `columns` need no label.',
  });
}

function noRows(): AutofitError {
  return new AutofitError('NO_KEPT_ROWS', 'There are no rows to explain the model by.', {
    hint: 'Give data, or the folder of a run that has kept rows: one that is not `tidy`, and was read to its end.',
  });
}

function noRow(place: number, { given }: Rows, rows: number): AutofitError {
  const message = given
    ? `There is no row ${place}: the data has ${countOf(rows, 'row')}.`
    : `The run has not kept row ${place}: it keeps ${countOf(rows, 'row')} at most.`;
  return new AutofitError('NO_ROW', message, {
    hint: given ? 'The first row of data is row 1.' : 'Give the data that it is in.',
  });
}
