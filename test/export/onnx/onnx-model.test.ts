import { expect, test } from 'vitest';
import { onnxInputs } from '../../../src/export/onnx/onnx-inputs.js';
import { onnxModel } from '../../../src/export/onnx/onnx-model.js';
import { onnxInputs as fedOf } from '../../../src/export-onnx.js';
import { fit } from '../../../src/index.js';
import { loadState } from '../../../src/predictor/load-state.js';
import type { PredictorState } from '../../../src/predictor/predictor-state.js';
import { saveState } from '../../../src/predictor/save-state.js';
import { parseTable } from '../../../src/schema/parse-table.js';
import { readColumns } from '../../../src/table/read-rows.js';
import { constantMember, noYes, predictorState } from '../../fixtures/constant-predictor.js';
import { everyKind } from '../../fixtures/every-kind.js';
import { tempFolder } from '../../fixtures/temp-folder.js';
import { readOnnx } from './read-onnx.js';

const folder = tempFolder();
const {
  price: _,
  kind: __,
  ...known
} = Object.fromEntries(
  Object.keys(everyKind(1)[0] ?? {}).map((name) => [
    name,
    everyKind(60).map((row) => row[name as 'city']),
  ]),
);

async function fitted(): Promise<PredictorState> {
  const out = folder.at('run');
  const options = { label: 'band', models: ['elastic-net'], trials: 1, folds: 2, workers: 1 };
  const predictor = await fit(known, {
    ...options,
    types: { city: 'categorical', about: 'text' },
    report: false,
    out,
  });
  return loadState(await predictor.toBytes());
}

const state = await fitted();
const { bytes, notes } = onnxModel(state);
const read = readOnnx(bytes);

test('every node takes what is there before it, and every output comes of one', () => {
  const there = new Set([
    ...read.inputs.map(({ name }) => name),
    ...read.tensors.map(({ name }) => name),
  ]);
  for (const { inputs, outputs } of read.nodes) {
    expect(inputs.filter((name) => !there.has(name))).toEqual([]);
    for (const name of outputs) {
      expect(there.has(name)).toBe(false);
      there.add(name);
    }
  }
  expect(read.outputs.filter(({ name }) => !there.has(name))).toEqual([]);
});

test('there is an input for each column: doubles of numbers and times, strings of levels, features of texts and lists', () => {
  const types = Object.fromEntries(read.inputs.map(({ name, type }) => [name, type]));
  const [string, double] = [8, 11];
  expect(types).toMatchObject({
    area: double,
    built: double,
    city: string,
    balcony: string,
    'about:features': double,
    'extras:features': double,
  });
  expect(types).not.toHaveProperty('about');
  expect(types).not.toHaveProperty('band');
});

test('classes come with labels and probabilities', () => {
  expect(read.outputs).toEqual([
    { name: 'label', type: 8, dims: ['N'] },
    { name: 'probabilities', type: 11, dims: ['N', 2] },
  ]);
});

test('the metadata tell of inputs, classes and the threshold, and notes of what is prepared outside', () => {
  const { metadata } = read;
  expect(metadata).toMatchObject({ format: 'autofit', task: 'binary', target: 'band' });
  expect(JSON.parse(metadata.classes ?? '')).toEqual(['high', 'low']);
  expect(metadata.positive).toBe('low');
  expect(Number(metadata.threshold)).toBe(state.threshold);
  const inputs = JSON.parse(metadata.inputs ?? '') as {
    name: string;
    kind: string;
    features?: string[];
  }[];
  expect(inputs.map(({ name }) => name)).toEqual(read.inputs.map(({ name }) => name));
  const about = inputs.find(({ name }) => name === 'about:features');
  expect(about?.features).toHaveLength(
    Number(read.inputs.find(({ name }) => name === 'about:features')?.dims[1]),
  );
  expect(notes.join('\n')).toContain('column "about": no operator of ONNX says its features');
  expect(JSON.parse(metadata.notes ?? '')).toEqual(notes);
});

test('levels are read as training read them: unseen ones, missing cells and other spellings of both', () => {
  const encoder = read.nodes.find(
    ({ op, inputs }) => op === 'LabelEncoder' && inputs[0] === 'city',
  );
  const {
    keys_strings: keys,
    values_int64s: values,
    default_int64: rest,
  } = encoder?.attributes ?? {};
  const codes = new Map((keys as string[]).map((key, i) => [key, (values as number[])[i]]));
  expect(codes.get('Bergen')).toBe(0);
  expect(['', 'NA', 'n/a', 'Null', '?'].map((cell) => codes.get(cell))).toEqual([
    -1, -1, -1, -1, -1,
  ]);
  expect(rest).toBe(-2);
});

test('what is fed is what was read, by the names and widths of the inputs', () => {
  const raw = readColumns({
    ...known,
    city: everyKind(60).map((_, row) => (row === 0 ? 'Paris' : row === 1 ? '' : 'Oslo')),
  });
  const allocate = (count: number) => new ArrayBuffer(count);
  const { table } = parseTable(raw, state.schema, { allocate, label: 'ignored' });
  const fed = onnxInputs(state, table);
  expect(Object.keys(fed)).toEqual(read.inputs.map(({ name }) => name));
  for (const { name, dims } of read.inputs) expect(fed[name]?.dims).toEqual([60, dims[1]]);
  const { data = [] } = fed.city ?? {};
  expect(state.schema.columns.find(({ name }) => name === 'city')?.parser).toMatchObject({
    levels: expect.not.arrayContaining([data[0]]),
  });
  expect(data.slice(1, 3)).toEqual(['', 'Oslo']);
});

test('cells that could not be read are told with what is fed', async () => {
  const own = predictorState(noYes, [constantMember(1, 1, [[0.2, 0.8]])]);
  const file = folder.write('no-yes.safetensors', await saveState(own));
  const { inputs, notes } = await fedOf(file, [{ x: 'many' }]);
  expect(inputs.x?.data).toEqual(Float64Array.of(Number.NaN));
  expect(notes.join()).toContain('in x ("many")');
});

test('a column that is called as an output is keeps its name', () => {
  const own = predictorState(noYes, [constantMember(1, 1, [[0.2, 0.8]])]);
  const columns = own.schema.columns.map((column) =>
    column.name === 'x' ? { ...column, name: 'label' } : column,
  );
  const { inputs, outputs } = readOnnx(
    onnxModel({ ...own, schema: { ...own.schema, columns } }).bytes,
  );
  expect(inputs.map(({ name }) => name)).toEqual(['label']);
  expect(outputs.map(({ name }) => name)).toEqual(['output:label', 'probabilities']);
});

test('an output is called as no input is, whatever these are called', () => {
  const own = predictorState(noYes, [constantMember(1, 1, [[0.2, 0.8]])]);
  const columns = own.schema.columns.flatMap((column) =>
    column.name === 'x' ? ['label', 'output:label'].map((name) => ({ ...column, name })) : [column],
  );
  const { inputs, outputs } = readOnnx(
    onnxModel({ ...own, schema: { ...own.schema, columns } }).bytes,
  );
  expect(inputs.map(({ name }) => name)).toEqual(['label', 'output:label']);
  expect(outputs.map(({ name }) => name)).toEqual(['output:output:label', 'probabilities']);
});

test('a model that reads no column of its texts is fed as many of them as there are rows', async () => {
  const own = predictorState(noYes, [constantMember(1, 1, [[0.2, 0.8]])]);
  const columns = own.schema.columns.map((column) =>
    column.name === 'x' ? { ...column, kind: 'text', parser: { kind: 'text' } as const } : column,
  ) as PredictorState['schema']['columns'];
  const texts = { ...own, schema: { ...own.schema, columns } };
  const { inputs, metadata } = readOnnx(onnxModel(texts).bytes);
  expect(inputs).toEqual([{ name: 'x', type: 8, dims: ['N', 1] }]);
  expect(JSON.parse(metadata.inputs ?? '')).toEqual([{ name: 'x', column: 'x', kind: 'text' }]);
  const file = folder.write('texts.safetensors', await saveState(texts));
  const { inputs: fed } = await fedOf(file, [{ x: 'a lamp' }, { x: 'a chair' }]);
  expect(fed).toEqual({ x: { type: 'string', dims: [2, 1], data: ['', ''] } });
});

test('a family that ONNX has no words for is refused by name', () => {
  const own = predictorState(noYes, [{ ...constantMember(1, 1, [[0.2, 0.8]]), family: 'oracle' }]);
  expect(() => onnxModel(own)).toThrow('Models of the family oracle cannot be said in ONNX.');
});

test('names that the graph gives are none of a column', () => {
  const own = predictorState(noYes, [constantMember(1, 1, [[0.2, 0.8]])]);
  const columns = own.schema.columns.map((column) =>
    column.name === 'x' ? { ...column, name: '/Sub_0' } : column,
  );
  const { inputs, nodes } = readOnnx(
    onnxModel({ ...own, schema: { ...own.schema, columns } }).bytes,
  );
  const made = nodes.flatMap(({ outputs }) => outputs);
  expect(made).toContain('//Sub_0');
  expect(made).not.toContain(inputs[0]?.name);
});

test('two inputs of one name are refused', () => {
  const parts = ['first', 'second'] as const;
  const own = predictorState(noYes, [constantMember(1, 1, [[0.2, 0.8]])]);
  const columns = own.schema.columns.flatMap((column) =>
    column.name === 'x' && column.parser?.kind === 'numeric'
      ? [
          { ...column, parser: { ...column.parser, parts } },
          { ...column, name: 'x:first' },
        ]
      : [column],
  );
  expect(() => onnxModel({ ...own, schema: { ...own.schema, columns } })).toThrow(
    'Two inputs of the exported model would be called "x:first".',
  );
});
