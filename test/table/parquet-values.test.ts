import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { valuesAsWritten } from '../../src/table/parquet-values.js';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { createValueColumn } from '../../src/table/value-column.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

/** The cells of a column of decimals with three digits behind the point. */
function decimals(values: readonly unknown[], hasComma: boolean): readonly string[] {
  const element: SchemaElement = {
    name: 'x',
    type: 'INT64',
    converted_type: 'DECIMAL',
    scale: 3,
    precision: 18,
  };
  const metadata = { schema: [element] } as unknown as FileMetaData;
  const column = { element, children: [] } as unknown as SchemaTree;
  const push = valuesAsWritten(metadata, [column])(column);
  const cells = createValueColumn(hasComma);
  push(cells, values);
  return cellTexts(cells.finish('x'));
}

test('decimals are written with the mark of their column, nought as well', () => {
  const values = [1500n, 0n, -250n, null];
  expect(decimals(values, false)).toEqual(['1.500', '0.000', '-0.250', '']);
  expect(decimals(values, true)).toEqual(['1,5', '0', '-0,25', '']);
});

const DECIMAL = { type: 'DECIMAL', precision: 9, scale: 2 } as const;
test.each<[string, Partial<SchemaElement>, readonly unknown[], readonly string[]]>([
  ['decimals', { type: 'INT32', logical_type: DECIMAL }, [12345, -250], ['123.45', '-2.50']],
  ['long decimals', { type: 'INT64', logical_type: DECIMAL }, [12345n, 7n], ['123.45', '0.07']],
  [
    'decimals of two bytes',
    { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 2, logical_type: DECIMAL },
    [Uint8Array.of(1, 44), Uint8Array.of(255, 255)],
    ['3.00', '-0.01'],
  ],
  [
    'decimals of any length',
    { type: 'BYTE_ARRAY', logical_type: DECIMAL },
    [Uint8Array.of(1, 44), Uint8Array.of(255)],
    ['3.00', '-0.01'],
  ],
  [
    'days',
    { type: 'INT32', logical_type: { type: 'DATE' } },
    [18_000, -1],
    ['2019-04-14T00:00:00.000Z', '1969-12-31T00:00:00.000Z'],
  ],
  [
    'moments',
    { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } },
    [1_600_000_000_000_000n],
    ['2020-09-13T12:26:40.000Z'],
  ],
  [
    'times of day',
    { type: 'INT32', logical_type: { type: 'TIME', isAdjustedToUTC: true, unit: 'MILLIS' } },
    [3_661_000],
    ['01:01:01'],
  ],
])('%s are known by their logical type alone', async (_, element, data, cells) => {
  const column: SchemaElement = { name: 'x', repetition_type: 'OPTIONAL', ...element };
  const schema = [{ name: 'root', num_children: 1 }, column];
  const bytes = parquetWriteBuffer({ columnData: [{ name: 'x', data: [...data, null] }], schema });
  const { columns } = await readTable(folder.write('new.parquet', Buffer.from(bytes)));
  expect(columns.map(cellTexts)).toEqual([[...cells, '']]);
});

test('lists and maps are known by their logical type alone', () => {
  const schema: SchemaElement[] = [
    { name: 'items', logical_type: { type: 'LIST' } },
    { name: 'keys', logical_type: { type: 'MAP' } },
  ];
  valuesAsWritten({ schema } as unknown as FileMetaData, []);
  expect(schema.map((own) => own.converted_type)).toEqual(['LIST', 'MAP']);
});

test.each<[string, SchemaElement, readonly number[]]>([
  ['of old', { name: 'element', converted_type: 'DECIMAL', scale: 2, precision: 9 }, [0.35, 2.25]],
  ['by their logical type', { name: 'element', logical_type: DECIMAL }, [35, 225]],
])('decimals in lists keep their point and are no products: %s', async (_, element, data) => {
  const schema: SchemaElement[] = [
    { name: 'root', num_children: 1 },
    { name: 'x', converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { ...element, type: 'INT32', repetition_type: 'OPTIONAL' },
  ];
  const bytes = parquetWriteBuffer({ columnData: [{ name: 'x', data: [data, null] }], schema });
  const { columns } = await readTable(folder.write('lists.parquet', Buffer.from(bytes)));
  expect(columns.map(cellTexts)).toEqual([['[0.35,2.25]', '']]);
});

const long = (data: readonly bigint[], scale = 2) => {
  const x = { name: 'x', type: 'BYTE_ARRAY', converted_type: 'DECIMAL', scale } as const;
  const schema: SchemaElement[] = [
    { name: 'root', num_children: 1 },
    { ...x, precision: 30, repetition_type: 'REQUIRED' },
  ];
  const columnData = [{ name: 'x', data: [...data] }];
  const bytes = parquetWriteBuffer({ columnData, schema, statistics: false });
  return readTable(folder.write('long.parquet', Buffer.from(bytes)));
};

test('decimals of any length are read to the digit, as others are', async () => {
  const { columns } = await long([1234567890123456789012n, 35n, 0n]);
  expect(columns.map(cellTexts)).toEqual([['12345678901234567890.12', '0.35', '0.00']]);
});

test.each<[string, bigint, number, string]>([
  ['of more bytes', 1n << 600n, 2, 'a decimal has 76 bytes'],
  ['of more places', 1n, 2 ** 28, 'column "x" has decimals of 268435456 places'],
])('decimals %s than any has are refused', async (_, value, scale, part) => {
  await expect(long([value], scale)).rejects.toMatchObject({
    code: 'BAD_PARQUET',
    message: expect.stringContaining(part),
  });
});
