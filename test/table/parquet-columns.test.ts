import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

/** A file of one column that holds a value twice and then none. */
function written(value: unknown, schema: readonly SchemaElement[]): Buffer {
  const bytes = parquetWriteBuffer({
    columnData: [{ name: 'x', data: [value, value, null] }],
    schema: [{ name: 'root', num_children: 1 }, ...schema],
  });
  return Buffer.from(bytes);
}

/** The cells of each column that is made of the one. */
async function cells(value: unknown, ...schema: readonly SchemaElement[]) {
  return read(written(value, schema));
}

async function read(bytes: Buffer) {
  const { columns } = await readTable(folder.write('columns.parquet', bytes));
  return Object.fromEntries(columns.map((column) => [column.name, cellTexts(column)]));
}

function group(name: string, children: number, more: Partial<SchemaElement> = {}): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', num_children: children, ...more };
}

function leaf(name: string, more: Partial<SchemaElement> = {}): SchemaElement {
  return { name, type: 'INT32', repetition_type: 'OPTIONAL', ...more };
}

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const key = leaf('key', { ...text, repetition_type: 'REQUIRED' });
const repeated = { repetition_type: 'REPEATED' } as const;

const twice = (cell: string) => [cell, cell, ''];

test('of a structure each field is a column, those of structures inside it too', async () => {
  const schema = [group('x', 3), leaf('n'), leaf('c', text), group('in', 1), leaf('d')];
  expect(await cells({ n: 3, c: 'red', in: { d: 4 } }, ...schema)).toEqual({
    'x.n': twice('3'),
    'x.c': twice('red'),
    'x.in.d': twice('4'),
  });
});

test('a map in a structure is one cell, whatever its keys are', async () => {
  const map = [
    group('m', 1, { converted_type: 'MAP' }),
    group('key_value', 2, repeated),
    key,
    leaf('value'),
  ];
  expect(await cells({ n: 3, m: { k1: 0, n: 4 } }, group('x', 2), leaf('n'), ...map)).toEqual({
    'x.n': twice('3'),
    'x.m': twice('{"k1":0,"n":4}'),
  });
});

test('JSON in a structure is one cell', async () => {
  const json = leaf('j', { type: 'BYTE_ARRAY', converted_type: 'JSON' });
  expect(await cells({ n: 3, j: { a: { b: 1 } } }, group('x', 2), leaf('n'), json)).toEqual({
    'x.n': twice('3'),
    'x.j': twice('{"a":{"b":1}}'),
  });
});

/** How the footer tells of `x`: its name, its one child and its type, which comes last. */
const typeOfX = Buffer.from([0x18, 1, 'x'.charCodeAt(0), 0x15, 2, 0x15]);
const [MAP_KEY_VALUE, ENUM] = [4, 8];

/** Gives `x` a type that cannot be written so. */
async function retyped(type: number, value: unknown, ...schema: readonly SchemaElement[]) {
  const bytes = written(value, schema);
  const place = bytes.indexOf(typeOfX);
  expect(place).toBeGreaterThan(0);
  bytes[place + typeOfX.length] = type;
  return read(bytes);
}

test('a map by its older type is one', async () => {
  const map = [group('x', 1, { converted_type: 'MAP' }), group('map', 2, repeated), key];
  const cell = twice('{"k1":3,"k2":4}');
  expect(await cells({ k1: 3, k2: 4 }, ...map, leaf('value'))).toEqual({ x: cell });
  expect(await retyped(MAP_KEY_VALUE, { k1: 3, k2: 4 }, ...map, leaf('value'))).toEqual({
    x: cell,
  });
});

test('a repeated group that is not said to be a list is one cell, its decimals as written', async () => {
  const price = leaf('p', { logical_type: { type: 'DECIMAL', scale: 1, precision: 9 } });
  const list = [group('x', 1, { converted_type: 'LIST' }), group('array', 1, repeated)];
  const element = group('element', 2, { repetition_type: 'REQUIRED' });
  const items = [
    { a: 3, p: 3 },
    { a: 4, p: 7 },
  ];
  expect(await retyped(ENUM, items, ...list, element, leaf('a'), price)).toEqual({
    'x.array': twice('[{"element":{"a":3,"p":0.3}},{"element":{"a":4,"p":0.7}}]'),
  });
});
