import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onnxInputs } from '../../src/export/onnx/onnx-inputs.js';
import { onnxModel } from '../../src/export/onnx/onnx-model.js';
import type { OnnxInput } from '../../src/export-onnx.js';
import { combined } from '../../src/predictor/combined.js';
import { openMembers } from '../../src/predictor/open-members.js';
import { createPredictor } from '../../src/predictor/predictor.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import { tableReader } from '../../src/predictor/table-reader.js';
import type { DataSource } from '../../src/table/data-source.js';
import { codedCells } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';

/** A model in a folder of its own, with what it is fed and what autofit itself answers. */
export interface OnnxCase {
  readonly folder: string;
  /** Numbers, or chances row after row. */
  readonly values: Float64Array;
  /** Class names; undefined for numbers. */
  readonly labels: readonly string[] | undefined;
  readonly notes: readonly string[];
}

/** Writes the exported model and its inputs for these rows: levels are fed as they are written in the data. */
export async function onnxCase(
  state: PredictorState,
  data: DataSource,
  folder: string,
): Promise<OnnxCase> {
  mkdirSync(folder, { recursive: true });
  const read = (source: DataSource, options: object) =>
    readTable(source, { ...options, header: state.schema.header });
  const reader = tableReader<DataSource>(state, read, (bytes) => new ArrayBuffer(bytes));
  const rows = await reader(data, { force: true });
  const { table } = rows.parse('ignored');
  const { bytes, notes } = onnxModel(state);
  const inputs: Record<string, OnnxInput> = { ...onnxInputs(state, table) };
  for (const column of rows.raw.columns) {
    const own = inputs[column.name];
    if (own?.type !== 'string') continue;
    const { codes, values } = codedCells(column);
    inputs[column.name] = {
      ...own,
      data: Array.from(codes, (code) => (values[code] ?? '').trim()),
    };
  }
  writeFileSync(join(folder, 'model.onnx'), bytes);
  writeFileSync(join(folder, 'inputs.json'), JSON.stringify(inputs, asBase64));
  const values = combined(state, openMembers(state)(table));
  const { classes } = state.schema.task;
  const predictor = createPredictor<DataSource>(state, { read });
  const labels = classes.length === 0 ? undefined : await predictor.predict(data, { force: true });
  return { folder, values, labels: labels?.map(String), notes };
}

function asBase64(key: string, value: unknown): unknown {
  if (key !== 'data' || !(value instanceof Float64Array)) return value;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
}

/** How a runtime's answers differ from our own. */
export interface Difference {
  /** The largest, absolute for small values and relative for large ones. */
  readonly most: number;
  /** Rows of another class though both of its chances are not nearly at the threshold. */
  readonly labels: number;
}

/** Compares what a runtime left in the folder. */
export function differenceIn({ folder, values, labels }: OnnxCase, runtime: string): Difference {
  const told = JSON.parse(readFileSync(join(folder, `${runtime}.json`), 'utf8')) as Record<
    string,
    string | readonly string[]
  >;
  const numbers = Object.values(told).find((own) => typeof own === 'string') ?? '';
  const bytes = Uint8Array.from(Buffer.from(numbers, 'base64'));
  const own = new Float64Array(bytes.buffer);
  if (own.length !== values.length) return { most: Number.POSITIVE_INFINITY, labels: 0 };
  let most = 0;
  for (const [i, value] of values.entries()) {
    const off = Math.abs((own[i] ?? Number.NaN) - value) / Math.max(1, Math.abs(value));
    if (!(off <= most)) most = Number.isNaN(off) ? Number.POSITIVE_INFINITY : off;
  }
  const classes = Object.values(told).find((list) => typeof list !== 'string') ?? [];
  return { most, labels: labels?.filter((label, row) => label !== classes[row]).length ?? 0 };
}
