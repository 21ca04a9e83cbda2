import { createFolds, type Fold } from '../folds/folds.js';
import { planFolds } from '../folds/plan-folds.js';
import { rowUnits } from '../folds/row-units.js';
import type { Metric } from '../metrics/metric.js';
import { defaultMetric, metricNamed } from '../metrics/metrics.js';
import type { Settings } from '../options/options.js';
import { boundFeatures } from '../preprocessing/bound-features.js';
import { describeDrift } from '../schema/drift.js';
import { inferSchema } from '../schema/infer-schema.js';
import { judgeLabels } from '../schema/judge-labels.js';
import { leakSuspects } from '../schema/leak-suspects.js';
import { type ParsedTable, parseTable } from '../schema/parse-table.js';
import { type ColumnRole, featureColumns, type Schema, taskShape } from '../schema/schema.js';
import { concatTables } from '../table/concat-tables.js';
import type { BadRow, RawTable } from '../table/raw-table.js';
import { type DataSource, readTable } from '../table/read-table.js';
import type { Table } from '../table/table.js';
import { takeRows } from '../table/take-rows.js';
import type { TrialContext } from '../trial/run-fold.js';
import { createJudge, type TrialJudge } from '../trial/trial-judge.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { inTurn } from '../util/in-turn.js';
import { checkHeld, checkWeights, classesWithoutWeight } from './check-weights.js';

/** Below so many rows, more of them are set aside. */
const FEW_ROWS = 5000;

/** Everything that the search is about, read and judged before it starts. */
export interface FitData {
  readonly schema: Schema;
  readonly table: Table;
  /** Rows to score at the end. */
  readonly test: Table | undefined;
  /** Records that were set aside, with where they stood. */
  readonly badRows: readonly (BadRow & { readonly source: string })[];
  readonly judge: TrialJudge;
  /** What the workers need. */
  readonly context: TrialContext;
}

/** Reads the data, judges its columns and lays the folds; tells what was noticed. */
export async function readFitData(source: DataSource, settings: Settings): Promise<FitData> {
  const raw = await readTable(source, settings.reading);
  const schema = await inTurn(() => inferSchema(raw, settings.schema));
  const { table: whole, rows, notes, weightUnit } = await inTurn(() => parseShared(raw, schema));
  for (const message of [...raw.notes, ...notes]) settings.onProgress({ kind: 'note', message });
  tellLabels(whole, schema, rows, settings);
  const { train, held } = settings.honest
    ? await setAside(whole, schema, settings)
    : { train: whole, held: undefined };
  if (train.rows < 2) {
    throw new AutofitError('ONE_ROW', `${raw.source} has one row with a label: too few to learn.`);
  }
  const validation = await readMore(settings.validation, schema, settings, weightUnit);
  const test = await readMore(settings.test, schema, settings);
  const table = validation ? concatTables(train, validation.table, allocateShared) : train;
  const task = taskShape(schema.task);
  const metric = chooseMetric(settings, schema);
  const folds = validation ? [givenFold(train, table)] : await layFolds(table, schema, settings);
  const weightless = classesWithoutWeight(table, schema.task.classes, weightColumn(schema));
  for (const message of [
    ...checkWeights(folds, table.weights, weightColumn(schema)),
    ...weightless,
  ]) {
    settings.onProgress({ kind: 'warning', message });
  }
  const judge = createJudge(folds, task, metric, table);
  const columns = featureColumns(schema);
  const { seed, kernels } = settings;
  const bounded = boundFeatures(settings.preprocessing, table, settings.featureBound);
  for (const message of bounded.notes) settings.onProgress({ kind: 'note', message });
  const preprocessing = bounded.options;
  const shape = { table, columns, task, folds, preprocessing, metric: metric.name, seed, kernels };
  tellColumns(schema, table, settings);
  for (const name of await inTurn(() => leakSuspects(train, schema.task))) {
    const message = `column "${name}" alone determines the label: is it known when predicting? --ignore leaves it out`;
    settings.onProgress({ kind: 'warning', message });
  }
  const badRows = [raw, validation?.raw, test?.raw].flatMap((read) =>
    (read?.badRows ?? []).map((row) => ({ source: read?.source ?? '', ...row })),
  );
  const context: TrialContext = { kind: 'trial-context', ...shape };
  return { schema, table, test: held ?? test?.table, badRows, judge, context };
}

/** Rows for the end: a fifth of small tables, a tenth of others, dealt as folds are. */
async function setAside(
  table: Table,
  schema: Schema,
  settings: Settings,
): Promise<{ readonly train: Table; readonly held: Table }> {
  const holdout = table.rows < FEW_ROWS ? 0.2 : 0.1;
  const [fold] = await layFolds(
    table,
    schema,
    { ...settings, folds: { folds: 1, holdout } },
    'honest',
  );
  if (!fold || fold.validation.length === 0) {
    throw new AutofitError('NO_HONEST_ROWS', 'No rows could be set aside for an honest score.', {
      hint: 'Rows that stay together, such as a group, are too large: give --test, or leave --honest out.',
    });
  }
  const part = (rows: Int32Array) => takeRows(table, rows, allocateShared);
  const [train, held] = [part(fold.train), part(fold.validation)];
  checkHeld(held.weights, weightColumn(schema));
  const message = `${countOf(held.rows, 'row')} set aside, to be scored once at the end`;
  settings.onProgress({ kind: 'note', message });
  return { train, held };
}

/** Rows of another file, read by the same schema. */
async function readMore(
  source: DataSource | undefined,
  schema: Schema,
  settings: Settings,
  weightUnit?: number,
): Promise<{ readonly raw: RawTable; readonly table: Table } | undefined> {
  if (source === undefined) return undefined;
  const raw = await readTable(source, settings.reading);
  const { table, notes } = await inTurn(() => parseShared(raw, schema, weightUnit));
  const more = [...notes, ...describeDrift(raw, schema), ...absentRoles(schema, table)];
  for (const note of [...raw.notes, ...more]) {
    settings.onProgress({ kind: 'note', message: `${raw.source}: ${note}` });
  }
  return { raw, table };
}

/** What the file lacks beside features and labels, and what that means for its score. */
function absentRoles({ columns }: Schema, { weights, groups }: Table): string[] {
  const named = (role: ColumnRole) => columns.find((column) => column.role === role)?.name;
  const [weight, group] = [
    weights ? undefined : named('weight'),
    groups ? undefined : named('group'),
  ];
  return [
    ...(weight === undefined ? [] : [`no weight column "${weight}": each row counts 1`]),
    ...(group === undefined
      ? []
      : [`no group column "${group}": its interval takes each row for a group`]),
  ];
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
  purpose: 'folds' | 'honest' = 'folds',
): Promise<readonly Fold[]> {
  const { target = new Float64Array(), times } = table;
  const isFree = times !== undefined || table.columns.length === 0;
  const { units, note } = isFree
    ? { units: undefined, note: undefined }
    : await inTurn(() => rowUnits(table));
  const task = taskShape(schema.task);
  const plan = planFolds(settings.folds, task, target, times !== undefined);
  for (const message of purpose === 'folds' ? [note, plan.note] : []) {
    if (message !== undefined) settings.onProgress({ kind: 'note', message });
  }
  return inTurn(() => createFolds(settings.folds, task, { target, units, times }, settings.seed));
}

function weightColumn({ columns }: Schema): string | undefined {
  return columns.find(({ role }) => role === 'weight')?.name;
}

function allocateShared(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}

function parseShared(raw: RawTable, schema: Schema, weightUnit?: number): ParsedTable {
  return parseTable(raw, schema, { allocate: allocateShared, label: 'required', weightUnit });
}

function chooseMetric(settings: Settings, schema: Schema): Metric {
  const { kind } = schema.task;
  return settings.metric === undefined ? defaultMetric(kind) : metricNamed(settings.metric, kind);
}

function tellLabels(
  { target }: Table,
  { label }: Schema,
  rows: Int32Array | undefined,
  { onProgress }: Settings,
): void {
  if (!(target instanceof Float64Array)) return;
  for (const message of judgeLabels(label, target, rows)) onProgress({ kind: 'warning', message });
}

function tellColumns(
  schema: Schema,
  { target = new Float64Array() }: Table,
  settings: Settings,
): void {
  const tell = (message: string) => settings.onProgress({ kind: 'note', message });
  for (const { name, kind, evidence } of schema.columns) {
    const oddNumbers = kind === 'numeric' && evidence.reason.includes('count as missing');
    if (kind === 'ignored') tell(`column "${name}" is not used: ${evidence.reason}`);
    else if (oddNumbers) tell(`column "${name}": ${evidence.reason}`);
  }
  const rowsOf = new Map<number, number>();
  for (const code of target) rowsOf.set(code, (rowsOf.get(code) ?? 0) + 1);
  for (const [code, name] of schema.task.classes.entries()) {
    if (rowsOf.get(code) === 1)
      tell(`class "${name}" has one row: it is trained on, never judged by`);
  }
  if (featureColumns(schema).length === 0) {
    settings.onProgress({
      kind: 'warning',
      message: 'no column can be used as a feature: only the constant baseline is fitted',
    });
  }
}
