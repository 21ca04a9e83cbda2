import { treeColumns, treeInput } from '../../src/models/tree-columns.js';
import { preprocessingDefaults } from '../../src/preprocessing/preprocessing-options.js';
import { fitPreprocessor, transformTable } from '../../src/preprocessing/preprocessor.js';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { featureColumns, type Schema, taskShape } from '../../src/schema/schema.js';
import { readTable } from '../../src/table/read-table.js';
import type { Table } from '../../src/table/table.js';
import { randomStream } from '../../src/util/random.js';
import { type Dataset, fileOf, readingOptions } from '../quality/datasets.js';

/** A bench table as numbers: gaps are NaN, levels their code; the label is a number or a class code. */
export interface NumberTable {
  readonly columns: number;
  readonly classes: number;
  readonly x: Float64Array;
  readonly y: Float32Array;
  readonly testX: Float64Array;
  readonly testY: Float32Array;
}

export async function readNumbers(dataset: Dataset): Promise<NumberTable> {
  const { name, label, task } = dataset;
  const reading = { header: !readingOptions(name).includes('--no-header') };
  const read = (part: 'train' | 'test') => readTable(fileOf(name, part), reading);
  const raw = await read('train');
  const schema = inferSchema(raw, { label, task: 'auto', types: {}, ignore: [] });
  const train = tableOf(await read('train'), schema);
  const test = tableOf(await read('test'), schema);
  const inputs = { numbers: 'raw', categories: 'codes' } as const;
  const shape = taskShape(schema.task);
  const rows = rowsOf(train);
  const target = {
    task: shape,
    y: labelsOf(train),
    weights: undefined,
    random: randomStream('bench'),
  };
  const columns = featureColumns(schema);
  const { fitted, x } = fitPreprocessor(preprocessingDefaults, inputs, columns, train, rows, {
    ...target,
    y: Float64Array.from(target.y),
  });
  const layout = treeColumns(x);
  const own = treeInput(x, layout);
  const other = treeInput(transformTable(fitted, test, rowsOf(test)), layout);
  return {
    columns: own.columns,
    classes: task === 'regression' ? 0 : shape.classes,
    x: own.data,
    y: labelsOf(train),
    testX: other.data,
    testY: labelsOf(test),
  };
}

function tableOf(raw: Awaited<ReturnType<typeof readTable>>, schema: Schema): Table {
  const allocate = (bytes: number) => new ArrayBuffer(bytes);
  return parseTable(raw, schema, { allocate, label: 'required' }).table;
}

function rowsOf({ rows }: Table): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}

function labelsOf({ target }: Table): Float32Array {
  return Float32Array.from(target ?? []);
}
