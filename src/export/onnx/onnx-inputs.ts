import type { PredictorState } from '../../predictor/predictor-state.js';
import { numbersNamed } from '../../preprocessing/numeric-parts.js';
import { transformStep } from '../../preprocessing/transform-step.js';
import type { Schema } from '../../schema/schema.js';
import { MISSING, type Table } from '../../table/table.js';
import { type PreparedInput, preparedInputs } from './columns/prepared-inputs.js';
import { type SourceInput, sourceInputs } from './columns/source-inputs.js';
import { usedPreprocessors } from './onnx-model.js';

/** What one input of an exported model is fed: (rows, columns) values, row after row. */
export type OnnxInput =
  | {
      readonly type: 'float64';
      readonly dims: readonly [number, number];
      readonly data: Float64Array;
    }
  | { readonly type: 'string'; readonly dims: readonly [number, number]; readonly data: string[] };

/** All inputs of an exported model by name, and what was noticed of the cells that they were read from. */
export interface OnnxInputs {
  readonly inputs: Readonly<Record<string, OnnxInput>>;
  readonly notes: readonly string[];
}

/** Stands for a level that training did not know. */
const UNKNOWN = '\u0000unknown';

/** All inputs of the exported model for the rows of a table, by name. */
export function onnxInputs(
  state: PredictorState,
  table: Table,
): Readonly<Record<string, OnnxInput>> {
  return inputsFor(state.schema, preparedInputs(usedPreprocessors(state)), table);
}

/** The same of columns of a schema, and of features that are prepared. */
export function inputsFor(
  schema: Schema,
  prepared: readonly PreparedInput[],
  table: Table,
): Readonly<Record<string, OnnxInput>> {
  const sources = sourceInputs(schema, prepared).map((own) => [
    own.name,
    sourceOf(schema, own, table),
  ]);
  return Object.fromEntries([
    ...sources,
    ...prepared.map((own) => [own.name, preparedOf(own, table)]),
  ]);
}

function sourceOf(
  schema: Schema,
  { column: name, kind, part }: SourceInput,
  { columns, rows }: Table,
): OnnxInput {
  const column = columns.find((own) => own.name === name);
  const { parser } = schema.columns.find((own) => own.name === name) ?? {};
  const dims = [rows, 1] as const;
  const texts = (values: ArrayLike<number>, of: (value: number) => string): OnnxInput => ({
    type: 'string',
    dims,
    data: Array.from(values, of),
  });
  if (kind === 'text') return { type: 'string', dims, data: Array(rows).fill('') };
  if (column?.kind === 'coded' && parser?.kind === 'categorical') {
    return texts(column.codes, (code) =>
      code === MISSING ? '' : (parser.levels[code] ?? UNKNOWN),
    );
  }
  if (column?.kind === 'numeric' && parser?.kind === 'boolean') {
    const { yes, no } = parser;
    return texts(column.values, (value) => (value === 1 ? yes : value === 0 ? no : ''));
  }
  if (column?.kind === 'numeric') {
    return { type: 'float64', dims, data: Float64Array.from(numbersNamed(column, part)) };
  }
  if (column?.kind === 'datetime')
    return { type: 'float64', dims, data: Float64Array.from(column.values) };
  throw new Error(`the table has no ${kind} of ${name}`);
}

function preparedOf({ blocks, width }: PreparedInput, table: Table): OnnxInput {
  const { rows, columns } = table;
  const data = new Float64Array(rows * width);
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const named = (name: string) => columns.find((column) => column.name === name);
  for (const { step, from, numbers } of blocks) {
    const part = transformStep(step, named, all);
    if (!('columns' in part)) continue;
    for (const [place, { values }] of part.columns.entries()) {
      for (let row = 0; row < rows; row++) data[row * width + from + place] = values[row] ?? 0;
    }
    if (part.kind !== 'text') continue;
    const { offsets, indices, values } = part.matrix;
    for (let row = 0; row < rows; row++) {
      const start = row * width + from + numbers;
      for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i++) {
        data[start + (indices[i] ?? 0)] = values[i] ?? 0;
      }
    }
  }
  return { type: 'float64', dims: [rows, width], data };
}
