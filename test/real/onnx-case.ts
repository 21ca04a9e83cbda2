import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OnnxInput, onnxInputs } from '../../src/export/onnx/onnx-inputs.js';
import { onnxModel } from '../../src/export/onnx/onnx-model.js';
import { combined } from '../../src/predictor/combined.js';
import { openMembers } from '../../src/predictor/open-members.js';
import { createPredictor } from '../../src/predictor/predictor.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import { tableReader } from '../../src/predictor/table-reader.js';
import { fileReading } from '../../src/run/file-reading.js';
import type { DataSource } from '../../src/table/data-source.js';
import { codedCells } from '../../src/table/raw-cells.js';
import type { RawTable } from '../../src/table/raw-table.js';
import { answersIn, type Runtime } from './onnx-runtimes.js';

/** A model in a folder of its own, and what autofit itself answers. */
export interface OnnxCase {
  readonly folder: string;
  /** Numbers, or chances row after row. */
  readonly values: Float64Array;
  /** Class names; undefined for numbers. */
  readonly labels: readonly string[] | undefined;
  readonly notes: readonly string[];
}

/** Writes the exported model and what it is fed for these rows. */
export async function onnxCase(
  state: PredictorState,
  data: DataSource,
  folder: string,
): Promise<OnnxCase> {
  const reader = tableReader(state, fileReading(state.schema), (bytes) => new ArrayBuffer(bytes));
  const rows = await reader(data, { force: true });
  const { table } = rows.parse('ignored');
  const { bytes, notes } = onnxModel(state);
  writeCase(folder, bytes, asWritten(onnxInputs(state, table), rows.raw));
  const values = combined(state, openMembers(state)(table));
  const isNumber = state.schema.task.classes.length === 0;
  const predictor = createPredictor<DataSource>(state, fileReading(state.schema));
  const labels = isNumber ? undefined : await predictor.predict(data, { force: true });
  return { folder, values, labels: labels?.map(String), notes };
}

/** The file of a model and what it is fed, as the runtimes read them. */
export function writeCase(
  folder: string,
  bytes: Uint8Array,
  inputs: Readonly<Record<string, OnnxInput>>,
): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'model.onnx'), bytes);
  writeFileSync(join(folder, 'inputs.json'), JSON.stringify(inputs, asBase64));
}

/** Levels as the cells of the data have them, trimmed, in place of those that autofit takes them for. */
export function asWritten(
  inputs: Readonly<Record<string, OnnxInput>>,
  { columns }: RawTable,
): Readonly<Record<string, OnnxInput>> {
  const written = columns.flatMap((column): (readonly [string, OnnxInput])[] => {
    const own = inputs[column.name];
    if (own?.type !== 'string') return [];
    const { codes, values } = codedCells(column);
    return [
      [column.name, { ...own, data: Array.from(codes, (code) => (values[code] ?? '').trim()) }],
    ];
  });
  return { ...inputs, ...Object.fromEntries(written) };
}

function asBase64(key: string, value: unknown): unknown {
  if (key !== 'data' || !(value instanceof Float64Array)) return value;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
}

/** How a runtime's answers differ from our own. */
export interface Difference {
  /** The largest of numbers: absolute for those below 1, relative for larger ones. */
  readonly most: number;
  /** Rows of another class. */
  readonly labels: number;
}

export function differenceIn({ folder, values, labels }: OnnxCase, runtime: Runtime): Difference {
  const told = [...answersIn(folder, runtime).values()];
  const numbers = told.find((own) => own instanceof Float64Array) ?? new Float64Array();
  const classes = told.find((own) => !(own instanceof Float64Array)) ?? [];
  return {
    most: farthest(numbers, values),
    labels: labels?.filter((label, row) => label !== classes[row]).length ?? 0,
  };
}

/** The largest difference; NaN is like NaN alone. */
export function farthest(answers: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (answers.length !== wanted.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < wanted.length; i++) {
    const [own, other] = [answers[i] ?? Number.NaN, wanted[i] ?? Number.NaN];
    if (Object.is(own, other)) continue;
    const off = Math.abs(own - other) / Math.max(1, Math.abs(other));
    most = Math.max(most, Number.isNaN(off) ? Number.POSITIVE_INFINITY : off);
  }
  return most;
}
