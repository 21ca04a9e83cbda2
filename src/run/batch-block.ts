import type { Uncertain } from '../conformal/open-uncertainty.js';
import { answerValues, countUnpredicted } from '../predictor/answer-values.js';
import { answered } from '../predictor/combined.js';
import { openMembers } from '../predictor/open-members.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { quantileColumn } from '../predictor/quantile-answers.js';
import { openUncertain } from '../predictor/uncertain-answers.js';
import { type BlockFinding, type JudgedBlock, judgeBlock } from '../schema/judge-block.js';
import { type ColumnDrifts, columnDrifts } from '../schema/judge-drift.js';
import { objectPoints } from '../schema/object-points.js';
import { parseTable } from '../schema/parse-table.js';
import type { Schema } from '../schema/schema.js';
import { toldName } from '../schema/told-name.js';
import { withPictures } from '../schema/with-pictures.js';
import { openPictures } from '../table/open-pictures.js';
import { cellAt } from '../table/raw-cells.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';
import type { BatchColumn } from './batch-column.js';
import { type BatchFormat, rowsText, textBytes } from './batch-format.js';
import { uncertainColumns } from './uncertain-columns.js';

/** What a thread gets when it starts. */
export interface BatchStart {
  readonly state: PredictorState;
  /** How the first rows are written. */
  readonly settled: Schema;
  readonly force: boolean;
  readonly images: string | undefined;
  readonly format: BatchFormat;
}

/** Rows to be predicted. */
export interface BatchTask {
  readonly table: RawTable;
  /** Whether they are the rows that settled how all are written. */
  readonly isFirst: boolean;
}

/** Predicted rows as they are written, and what is to be told of them. */
export interface BatchAnswer {
  readonly kind: 'batch-answer';
  readonly rows: number;
  readonly written: WrittenRows;
  readonly found: readonly BlockFinding[];
  readonly drifts: ColumnDrifts;
  /** Rows whose answer is not a number. */
  readonly unpredicted: number;
}

/** Bytes of a text form, or values of each column. */
export type WrittenRows = Uint8Array<ArrayBuffer> | readonly WrittenValues[];
export type WrittenValues = Float64Array<ArrayBuffer> | readonly (string | null)[];

/** Judges, reads, predicts and writes block after block; the models are opened once. */
export function openBatch({ state, settled, force, images, format }: BatchStart) {
  const membersOf = openMembers(state);
  const uncertainOf = openUncertain(state);
  return async ({ table: raw, isFirst }: BatchTask): Promise<BatchAnswer> => {
    const cells = objectPoints(raw, settled);
    const source = await openPictures(cells, images);
    const points = await withPictures(cells, settled, { source, allocate });
    const judged = isFirst ? asSettled(points, settled) : judgeBlock(points, settled, { force });
    const { table } = parseTable(points, judged.schema, { allocate, label: 'ignored' });
    const predicted = answered(state, membersOf(table), table);
    const values = answerValues(state, predicted, raw.rows);
    const { coverage } = format;
    const uncertain = coverage === undefined ? undefined : uncertainOf(table, predicted, coverage);
    const columns = predictedColumns(state, raw, { predicted, values, uncertain }, format);
    return {
      kind: 'batch-answer',
      rows: raw.rows,
      written: writtenRows(columns, raw.rows, format),
      found: judged.found,
      drifts: judged.drifts,
      unpredicted: countUnpredicted(values),
    };
  };
}

function allocate(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}

function asSettled(raw: RawTable, schema: Schema): JudgedBlock {
  return { schema, found: [], drifts: columnDrifts(raw, schema) };
}

/** What models say of rows together, and the answer for each. */
export interface Answered {
  readonly predicted: Float64Array;
  readonly values: readonly (number | string)[];
  /** How sure they are, where that is written. */
  readonly uncertain?: Uncertain | undefined;
}

/** What is written of each row: copies, the answer, how sure it is, and the chances of classes. */
export function predictedColumns(
  state: PredictorState,
  raw: RawTable,
  { predicted, values, uncertain }: Answered,
  { copied, withProba }: BatchFormat,
): readonly BatchColumn[] {
  const { label, task } = state.schema;
  const { classes } = task;
  const names = raw.columns.map(({ name }) => name);
  const columnOf = (told: string) => raw.columns[names.indexOf(toldName(told, names) ?? '')];
  const chances = withProba ? classes : [];
  const answer: BatchColumn = {
    name: label,
    kind: classes.length === 0 ? 'number' : 'text',
    at: (row) => values[row] ?? '',
  };
  return [
    ...copied.map((name) => copiedColumn(name, columnOf(name))),
    ...(task.quantiles ? quantileColumns(label, task.quantiles, predicted) : [answer]),
    ...uncertainColumns(state.schema, uncertain),
    ...chances.map(
      (name, code): BatchColumn => ({
        name: `proba_${name}`,
        kind: 'number',
        at: (row) => predicted[row * classes.length + code] ?? Number.NaN,
      }),
    ),
  ];
}

function quantileColumns(
  label: string,
  quantiles: readonly number[],
  predicted: Float64Array,
): readonly BatchColumn[] {
  return quantiles.map((quantile, place) => ({
    name: quantileColumn(label, quantile),
    kind: 'number',
    at: (row) => predicted[row * quantiles.length + place] ?? Number.NaN,
  }));
}

/** Rows that name their own columns may lack one. */
function copiedColumn(name: string, column: RawColumn | undefined): BatchColumn {
  return { name, kind: 'text', at: (row) => (column ? cellAt(column, row) : '') };
}

export function writtenRows(
  columns: readonly BatchColumn[],
  rows: number,
  format: BatchFormat,
): WrittenRows {
  const { form } = format;
  if (form !== 'parquet') return textBytes(rowsText(columns, rows, form), format);
  return columns.map(({ kind, at }): WrittenValues => {
    if (kind === 'number') return Float64Array.from({ length: rows }, (_, row) => Number(at(row)));
    return Array.from({ length: rows }, (_, row) => String(at(row)) || null);
  });
}
