import { pickRows } from '../ensemble/sample-rows.js';
import type { Asked } from '../explain/contributions.js';
import { answered, judgedTask } from '../predictor/combined.js';
import { describeTrained } from '../predictor/describe-trained.js';
import type { Background, OutOfFold } from '../predictor/kept-rows.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { judgingMetric } from '../predictor/state-metric.js';
import { tableReader } from '../predictor/table-reader.js';
import { outOfFoldRows } from '../report/facts/gather-facts.js';
import { type GroupFacts, groupFacts } from '../report/facts/group-facts.js';
import { type GroupValues, groupValues } from '../report/facts/group-values.js';
import type { JudgedRows } from '../report/facts/judged-rows.js';
import { fileReading } from '../run/file-reading.js';
import { toldName } from '../schema/told-name.js';
import type { DataSource } from '../table/data-source.js';
import { cellAt, cellTexts } from '../table/raw-cells.js';
import type { RawTable } from '../table/raw-table.js';
import type { ReadingOptions } from '../table/reading-options.js';
import type { Table } from '../table/table.js';
import { takeRows } from '../table/take-rows.js';
import { judgedAt } from '../trial/trial-judge.js';
import { AutofitError } from '../util/errors.js';

/** Labelled rows, with what the predictor says of them. */
export interface JudgedData {
  readonly judged: JudgedRows;
  readonly table: Table;
  /** Names of the columns that it may be judged by. */
  readonly names: readonly string[];
  /** Cells as they are written of columns that no model reads; undefined where there is none of that name. */
  readonly cellsOf: (name: string) => readonly string[] | undefined;
}

/** Those of other data, which is read as the model's own was. */
export async function judgedData(
  { state, open, allocate }: Asked,
  data: DataSource,
  { delimiter, quote, sheet, images }: ReadingOptions,
  workers: number,
): Promise<JudgedData> {
  const reader = tableReader(state, fileReading(state.schema, workers), allocate);
  const read = await reader(data, { delimiter, quote, sheet, images });
  const { table, notes, rows } = read.parse('required');
  const predictions = answered(state, await open(state)(table), table);
  const judged: JudgedRows = {
    metric: judgingMetric(state),
    task: judgedTask(state),
    truth: table.target ?? new Float64Array(),
    weights: table.weights,
    groups: table.groups,
    predictions,
    what: read.source,
    notes: [...notes, ...describeTrained(state, table)],
    classes: state.schema.task.classes,
  };
  const names = namesIn(table, read.raw);
  return { judged, table, names, cellsOf: (name) => cellsAt(read.raw, name, rows) };
}

/** By columns of the data that was given, else of the rows that the run kept. */
export function groupsBy(
  columns: readonly string[],
  state: PredictorState,
  given: JudgedData | undefined,
  kept: () => JudgedData,
): readonly GroupFacts[] {
  if (columns.length === 0) return [];
  const { judged, table, names, cellsOf } = given ?? kept();
  return columns.map((told) => {
    const column = toldName(told, names) ?? told;
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
export function judgedBackground(
  state: PredictorState,
  outOfFold: OutOfFold,
  { places: all, table }: Background,
): JudgedData {
  const judged = outOfFoldRows(state, outOfFold);
  const own = Int32Array.from([...all.keys()].filter((i) => (all[i] ?? -1) >= 0));
  const places = own.map((i) => all[i] ?? 0);
  const pick = (of: Float64Array) => pickRows(of, places, judged.truth.length);
  const { predictions, decided } = judged;
  return {
    judged: {
      ...judgedAt(judged, places),
      predictions: pick(predictions),
      decided: decided && pick(decided),
    },
    table: takeRows(table, own, (bytes) => new ArrayBuffer(bytes)),
    names: namesIn(table),
    cellsOf: () => undefined,
  };
}

function namesIn(...tables: readonly Pick<Table | RawTable, 'columns'>[]): readonly string[] {
  return [...new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)))];
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
