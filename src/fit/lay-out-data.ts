import { createFolds, type Fold } from '../folds/folds.js';
import { planFolds, withPictures } from '../folds/plan-folds.js';
import { rowUnits } from '../folds/row-units.js';
import { costsOf, withCosts } from '../metrics/costs.js';
import { customMetricOf } from '../metrics/custom-metrics.js';
import type { Metric } from '../metrics/metric.js';
import { decidingMetric, defaultMetric, metricOfLoss } from '../metrics/metrics.js';
import type { Settings } from '../options/options.js';
import { boundFeatures } from '../preprocessing/bound-features.js';
import { columnsWithComma } from '../schema/columns-with-comma.js';
import { findLabel } from '../schema/find-column.js';
import { findPictures } from '../schema/find-pictures.js';
import { inferSchemaInSteps } from '../schema/infer-schema.js';
import { judgeDriftInSteps } from '../schema/judge-drift.js';
import { objectPoints } from '../schema/object-points.js';
import { type ParsedTable, type ParseOptions, parseTableInSteps } from '../schema/parse-table.js';
import { featureColumns, type Schema, taskShape } from '../schema/schema.js';
import { settleSchemaInSteps } from '../schema/settle-schema.js';
import { imageColumns } from '../schema/with-pictures.js';
import { concatTables } from '../table/concat-tables.js';
import type { DataSource } from '../table/data-source.js';
import { letGoCells } from '../table/let-go-cells.js';
import { openPictures } from '../table/open-pictures.js';
import type { BadRow, RawColumn, RawTable } from '../table/raw-table.js';
import { readTable } from '../table/read-table.js';
import type { Table } from '../table/table.js';
import { takeRows } from '../table/take-rows.js';
import type { TrialContext } from '../trial/run-fold.js';
import { createJudge, type TrialJudge } from '../trial/trial-judge.js';
import { countOf } from '../util/count-of.js';
import { AutofitError, within } from '../util/errors.js';
import { inTurns } from '../util/in-turns.js';
import type { Steps } from '../util/steps.js';
import { Stopped } from '../util/stopped.js';
import { isOfNumbers, type MistakeCosts } from '../util/task-kind.js';
import { checkCalibration } from './check-calibration.js';
import { checkLabels } from './check-labels.js';
import { checkMetric } from './check-metric.js';
import { directionsOf } from './check-monotone.js';
import { checkHeld } from './check-weights.js';
import { chooseRows, tellChosen } from './choose-rows.js';
import { noPictures, openBackbone } from './open-backbone.js';
import { type PicturedTable, readFitPictures } from './read-fit-pictures.js';
import { roomForCells } from './room-for-cells.js';
import { absentRoles, tellLabels, tellTimes, tellWeights, weightColumn } from './tell-data.js';
import { tellPhase } from './tell-phase.js';
import { toldClassWeights } from './weigh-told-classes.js';

/** From so many rows on, columns take no more bytes than they need. */
const MANY_ROWS = 500_000;
/** Below so many rows, more of them are set aside. */
const FEW_ROWS = 5000;

/** Everything that the search is about, read and judged before it starts. */
export interface FitData {
  readonly schema: Schema;
  readonly table: Table;
  /** Where rows stood in the data that was read, from 0, those of a validation file left out; undefined where all are kept. */
  readonly places: Int32Array | undefined;
  /** Rows with a label that those for which memory and time are enough were chosen of; undefined where all are kept. */
  readonly chosenOf: number | undefined;
  /** Rows to score at the end. */
  readonly test: Table | undefined;
  /** Records that were set aside, with where they stood. */
  readonly badRows: readonly (BadRow & { readonly source: string })[];
  readonly judge: TrialJudge;
  /** What the workers need. */
  readonly context: TrialContext;
  /** Whether it ends before all was read and judged: no column is a feature then. */
  readonly isCut: boolean;
}

/**
 * The table, its folds and what workers need. Throws Stopped behind an abort. Cells of features that are the caller's no more
 * are let go column by column: with the table they would be twice as much.
 */
export async function layOut(
  given: RawTable,
  settings: Settings,
  signal: AbortSignal,
  isGivenUp = false,
): Promise<{ readonly data: FitData; readonly train: Table }> {
  const { raw, kept: before, schema } = await judgedTable(given, settings, signal);
  // What is judged on, and what is scored in the end, take their part of the memory.
  const judgedOn = await readMore('validation', schema, [raw], settings, signal);
  const scored = await readMore('test', schema, [raw, judgedOn], settings, signal);
  const beside = { judgedOn: judgedOn?.rows ?? 0, scored: scored?.rows ?? 0 };
  const choice = chooseRows(raw, schema, settings, beside);
  const own = { choose: choice?.choose, ...(isGivenUp && { onParsed }) };
  const parsed = await inTurns(parseShared(raw, schema, own), signal);
  tellChosen(parsed, choice?.bound, settings);
  const { table: whole, notes, weightUnit } = parsed;
  const rows = before && parsed.rows ? parsed.rows.map((row) => before[row] ?? -1) : parsed.rows;
  for (const message of [...raw.notes, ...notes]) settings.onProgress({ kind: 'note', message });
  for (const message of parsed.warnings) settings.onProgress({ kind: 'warning', message });
  tellLabels(whole, schema, rows, settings);
  const {
    train,
    held,
    own: kept,
  } = settings.honest
    ? await setAside(whole, schema, settings, signal)
    : { train: whole, held: undefined, own: undefined };
  if (train.rows < 2) throw oneRow(raw.source);
  const more = { schema, settings, signal };
  const validation = await typedMore(judgedOn, more, weightUnit);
  const test = await typedMore(scored, more);
  const table = validation ? concatTables(train, validation.table, allocateShared) : train;
  const task = taskShape(schema.task);
  checkLabels([table, held ?? test?.table], schema);
  const judging = judgingOf(schema, settings, table, held ?? test?.table);
  const folds = validation
    ? [givenFold(train, table)]
    : await layFolds(table, schema, settings, signal);
  tellWeights(folds, table, schema, settings);
  checkCalibration(schema, table.rows, settings);
  const classWeights = toldClassWeights(schema, judging.metric, settings);
  const judge = { ...createJudge(folds, judging.task, judging.metric, table), ...classWeights };
  const columns = featureColumns(schema);
  const { seed, kernels } = settings;
  const bounded = boundFeatures(settings.preprocessing, table, settings.featureBound);
  for (const message of bounded.notes) settings.onProgress({ kind: 'note', message });
  const preprocessing = bounded.options;
  const metric = judging.trainedBy.name;
  const shape = { table, columns, task, folds, preprocessing, metric, seed, kernels };
  const badRows = badRowsOf([raw, validation?.raw, test?.raw]);
  const told = { ...classWeights, ...directionsOf(schema, settings) };
  const context: TrialContext = { kind: 'trial-context', ...shape, ...told };
  const places = kept && rows ? kept.map((row) => rows[row] ?? -1) : (kept ?? rows);
  // Where a predictor's rows are told, those that it was judged on are among them.
  const chosenOf = withOthers(parsed.chosenOf, validation?.table.rows);
  const found = { schema, table, places, test: held ?? test?.table, chosenOf };
  return { data: { ...found, badRows, judge, context, isCut: false }, train };
}

function withOthers(rows: number | undefined, others = 0): number | undefined {
  return rows === undefined ? undefined : rows + others;
}

function oneRow(source: string): AutofitError {
  return new AutofitError('ONE_ROW', `${source} has one row with a label: too few to learn.`);
}

/** Records that were set aside of all that was read. */
function badRowsOf(all: readonly (RawTable | undefined)[]): FitData['badRows'] {
  return all.flatMap((read) =>
    (read?.badRows ?? []).map((row) => ({ ...row, source: row.source ?? read?.source ?? '' })),
  );
}

/** The schema of the rows that are learned from, whose pictures are read. */
async function judgedTable(
  given: RawTable,
  settings: Settings,
  signal: AbortSignal,
): Promise<PicturedTable & { readonly schema: Schema }> {
  const { label, weight, group, ignore, types } = settings.schema;
  const source = await openPictures(given, settings.reading.images);
  const without = [findLabel(given, label), weight, group, ...ignore];
  const { backbone: file } = settings;
  const backbone = file === undefined ? undefined : openBackbone(file, given.rows);
  const pictures = await findPictures(given, { types, without, backbone }, source);
  const infer = (raw: RawTable) =>
    inTurns(inferSchemaInSteps(raw, { ...settings.schema, pictures }), signal);
  const schema = await infer(given);
  if (backbone && imageColumns(schema).length === 0) throw noPictures(given.source);
  const { raw, kept } = await readFitPictures(given, schema, settings, signal);
  return { raw, kept, schema: kept ? await infer(raw) : schema };
}

/** Rows for the end: a fifth of small tables, a tenth of others, dealt as folds are. */
async function setAside(
  table: Table,
  schema: Schema,
  settings: Settings,
  signal: AbortSignal,
): Promise<{ readonly train: Table; readonly held: Table; readonly own: Int32Array }> {
  const holdout = table.rows < FEW_ROWS ? 0.2 : 0.1;
  const one = { ...settings, folds: { folds: 1, holdout }, onProgress: () => {} };
  const [fold] = await layFolds(table, schema, one, signal);
  if (!fold || fold.validation.length === 0) {
    throw new AutofitError('NO_HONEST_ROWS', 'No rows could be set aside for an honest score.', {
      hint: 'Rows that stay together, such as a group, are too large: give `test`, or leave `honest` out.',
    });
  }
  const part = (rows: Int32Array) => takeRows(table, rows, allocateShared);
  const [train, held] = [part(fold.train), part(fold.validation)];
  checkHeld(held.weights, weightColumn(schema));
  const message = `${countOf(held.rows, 'row')} set aside, to be scored once at the end`;
  settings.onProgress({ kind: 'note', message });
  return { train, held, own: fold.train };
}

/** Cells of another file, beside these; numbers are written as the schema reads them. */
async function readMore(
  name: 'validation' | 'test',
  schema: Schema,
  others: readonly (RawTable | undefined)[],
  settings: Settings,
  signal: AbortSignal,
): Promise<RawTable | undefined> {
  const { [name]: source, reading, onProgress } = settings;
  if (source === undefined) return undefined;
  tellPhase(settings, 'reading');
  const mostBytes = roomForCells(settings, ...others);
  const commaColumns = columnsWithComma(schema);
  const own = { ...reading, commaColumns, signal, onProgress, mostBytes };
  const read = await readTable(source, own).catch((thrown) => failed(name, source, thrown));
  tellPhase(settings, 'judging');
  if (read.isCut) throw new Stopped();
  return read.isInMemory ? { ...read, source: `the data of \`${name}\`` } : read;
}

/** Throws what reading them threw; a file says itself which it is, rows in memory do not. */
function failed(name: string, source: DataSource, thrown: unknown): never {
  if (typeof source === 'string') throw thrown;
  return within(`\`${name}\``, () => {
    throw thrown;
  });
}

/** Its rows, by the schema of those that are learned from. */
async function typedMore(
  read: RawTable | undefined,
  own: { schema: Schema; settings: Settings; signal: AbortSignal },
  weightUnit?: number,
): Promise<{ readonly raw: RawTable; readonly table: Table } | undefined> {
  if (read === undefined) return undefined;
  const { settings, signal } = own;
  const { force } = settings;
  const points = objectPoints(read, own.schema);
  const { raw } = await readFitPictures(points, own.schema, settings, signal);
  const settled = await inTurns(
    settleSchemaInSteps(raw, own.schema, { force, label: 'required' }),
    signal,
  );
  const { schema } = settled;
  const parsed = await inTurns(parseShared(raw, schema, { weightUnit, force }), signal);
  const { table, notes, warnings } = parsed;
  const drift = await inTurns(judgeDriftInSteps(raw, schema, { force }), signal);
  const more = [...settled.notes, ...warnings, ...notes, ...drift, ...absentRoles(schema, table)];
  for (const note of [...raw.notes, ...more]) {
    settings.onProgress({ kind: 'note', message: `${raw.source}: ${note}` });
  }
  return { raw, table };
}

/** The rows of the validation file lie behind those to fit on. */
function givenFold(train: Table, all: Table): Fold {
  const rows = Int32Array.from({ length: all.rows }, (_, row) => row);
  return { train: rows.slice(0, train.rows), validation: rows.slice(train.rows) };
}

async function layFolds(
  table: Table,
  schema: Schema,
  settings: Settings,
  signal: AbortSignal,
): Promise<readonly Fold[]> {
  const { target = new Float64Array(), times } = table;
  const { units, note } =
    times === undefined
      ? await inTurns(rowUnits(table), signal)
      : { units: undefined, note: undefined };
  const task = taskShape(schema.task);
  const hasPictures = table.columns.some(({ kind }) => kind === 'image');
  const rules = hasPictures ? withPictures(settings.folds) : settings.folds;
  tellTimes(table, schema, settings);
  const plan = planFolds(rules, task, target, times !== undefined);
  for (const message of [note, plan.note]) {
    if (message !== undefined) settings.onProgress({ kind: 'note', message });
  }
  const folds = createFolds(rules, task, { target, units, times }, settings.seed);
  if (folds.length < (rules.folds ?? 1)) {
    const rows = times ? 'its times' : units ? 'rows that stay together' : 'its rows';
    const message = `the table has ${countOf(folds.length, 'fold')}, not ${rules.folds}: ${rows} make no more`;
    settings.onProgress({ kind: 'note', message });
  }
  return folds;
}

function allocateShared(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}

function onParsed(column: RawColumn): void {
  void letGoCells(column);
}

function parseShared(
  raw: RawTable,
  schema: Schema,
  options: Pick<ParseOptions, 'weightUnit' | 'force' | 'onParsed' | 'choose'> = {},
): Steps<ParsedTable> {
  const compact = raw.rows >= MANY_ROWS;
  const own = { ...options, compact, allocate: allocateShared, label: 'required' } as const;
  return parseTableInSteps(raw, schema, own);
}

/** The metric and the task that trials are judged by, with what is told of them, and the metric that training goes by. */
function judgingOf(schema: Schema, settings: Settings, table: Table, test: Table | undefined) {
  const task = withCosts(taskShape(schema.task), costsTold(settings, schema));
  const metric = chooseMetric(settings, schema);
  for (const message of checkMetric(metric, { schema, task, table, test })) {
    settings.onProgress({ kind: 'warning', message });
  }
  // A function does not cross to other threads: training is stopped by the loss.
  const trainedBy = metric.isCustom ? defaultMetric(task.kind) : metric;
  return { task, metric, trainedBy };
}

function chooseMetric(settings: Settings, schema: Schema): Metric {
  const { kind, classes, loss } = schema.task;
  const { metric, customMetric } = settings;
  if (customMetric) return customMetricOf(customMetric, taskShape(schema.task), classes);
  if (metric !== undefined) return decidingMetric(metric, kind);
  return loss ? metricOfLoss(loss) : defaultMetric(kind);
}

function costsTold({ costs }: Settings, { task }: Schema): MistakeCosts | undefined {
  if (costs === undefined) return undefined;
  if (!isOfNumbers(task)) return costsOf(costs, task.classes);
  throw new AutofitError('BAD_COSTS', '`costs` are of classes, and the label holds numbers.', {
    hint: "Leave them out, or pass `task: 'multiclass'` if the label names classes.",
  });
}
