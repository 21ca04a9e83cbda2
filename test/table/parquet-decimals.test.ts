import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

type Data = readonly unknown[];

/** The cells of a file's one column. */
async function cells(data: Data, ...schema: readonly SchemaElement[]): Promise<readonly string[]> {
  const bytes = parquetWriteBuffer({
    columnData: [{ name: 'x', data: [...data, null] }],
    schema: [{ name: 'root', num_children: 1 }, ...schema],
  });
  const { columns } = await readTable(folder.write('nested.parquet', Buffer.from(bytes)));
  return columns.flatMap(cellTexts);
}

const decimal = (name: string, type: 'INT32' | 'INT64', scale: number): SchemaElement => ({
  name,
  type,
  repetition_type: 'OPTIONAL',
  logical_type: { type: 'DECIMAL', scale, precision: type === 'INT32' ? 9 : 18 },
});
const text = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  repetition_type: 'OPTIONAL',
});
const listOf: readonly SchemaElement[] = [
  { name: 'x', converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
];
const mapOf = (key: SchemaElement, value: SchemaElement): readonly SchemaElement[] => [
  { name: 'x', converted_type: 'MAP', repetition_type: 'OPTIONAL', num_children: 1 },
  { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
  { ...key, repetition_type: 'REQUIRED' },
  value,
];

test.each<[string, number, readonly bigint[], string]>([
  ['keys of 16 digits', 0, [1234567890123456n, 7n], '[1234567890123456,7]'],
  ['keys beyond doubles', 0, [123456789012345678n], '["123456789012345678"]'],
  ['amounts of 16 digits', 2, [9007199254740991n, -35n], '["90071992547409.91",-0.35]'],
  ['amounts beyond doubles', 2, [1234567890123456789n], '["12345678901234567.89"]'],
  ['amounts that end in noughts', 2, [100000000000000000n, 0n, 100n], '[1000000000000000,0,1]'],
])('decimals in lists keep all digits: %s', async (_, scale, data, cell) => {
  expect(await cells([data], ...listOf, decimal('element', 'INT64', scale))).toEqual([cell, '']);
});

test('decimals in lists of lists are read, what is missing among them is kept', async () => {
  const inner: readonly SchemaElement[] = [
    { name: 'element', converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  ];
  const data = [[[3, null], [7]]];
  expect(await cells(data, ...listOf, ...inner, decimal('element', 'INT32', 1))).toEqual([
    '[[0.3,null],[0.7]]',
    '',
  ]);
});

test('decimals beside other values are read as they are written, and the others as before', async () => {
  const schema = mapOf(text('key'), decimal('value', 'INT32', 1));
  expect(await cells([{ a: 3, b: 7 }], ...schema)).toEqual(['{"a":0.3,"b":0.7}', '']);
  const struct: readonly SchemaElement[] = [
    { name: 'element', repetition_type: 'OPTIONAL', num_children: 3 },
    decimal('price', 'INT32', 1),
    text('sku'),
    { name: 'size', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
  ];
  const data = [[{ price: 3, sku: '0.70', size: 0.1 + 0.2 }, { price: 7 }]];
  expect(await cells(data, ...listOf, ...struct)).toEqual([
    '[{"price":0.3,"sku":"0.70","size":0.30000000000000004},{"price":0.7,"sku":null,"size":null}]',
    '',
  ]);
});

test('keys of maps that are decimals are no products', async () => {
  const schema = mapOf(decimal('key', 'INT32', 1), decimal('value', 'INT64', 0));
  expect(await cells([new Map([[3, 1234567890123456n]])], ...schema)).toEqual([
    '{"0.3":1234567890123456}',
    '',
  ]);
});
