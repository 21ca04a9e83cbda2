import { expect, test } from 'vitest';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const rows = [
  { a: 1, b: 'x', c: true },
  { a: 2.5, b: null, c: false },
  { a: Number.NaN, b: 'y, z', c: undefined },
];

async function* stream() {
  yield* rows;
}

test('rows, columns, a stream of rows and a file give the same cells', async () => {
  const columns = { a: [1, 2.5, Number.NaN], b: ['x', null, 'y, z'], c: [true, false, undefined] };
  const path = folder.write('same.csv', 'a,b,c\n1,x,true\n2.5,,false\nNaN,"y, z",\n');
  const tables = await Promise.all([rows, columns, stream(), path].map((data) => readTable(data)));
  const cells = tables.map(({ columns: own }) => own.map((c) => [c.name, ...cellTexts(c)]));
  for (const own of cells) expect(own).toEqual(cells[0]);
});

test('a column that first appears in a later row is missing above it', async () => {
  const table = await readTable([{ a: 1 }, { a: 2, b: 'x' }]);
  expect(table.columns[1]).toMatchObject({ name: 'b', values: ['', 'x'] });
});

test('dates become ISO text', async () => {
  const table = await readTable([{ at: new Date(Date.UTC(2020, 0, 2)) }]);
  expect(table.columns[0]?.values).toEqual(['2020-01-02T00:00:00.000Z']);
});

test('columns of different lengths are a clear error', async () => {
  await expect(readTable({ a: [1, 2], b: [1] })).rejects.toThrow('"b" has 1 values, "a" has 2');
});

test.each([
  ['no rows', [], { code: 'NO_ROWS' }],
  [
    'a gap among rows',
    [{ a: 1 }, null] as object[],
    { code: 'NO_ROW', message: 'the data: row 2 is null, not an object.' },
  ],
  [
    'lists for rows',
    [[1, 2]],
    { code: 'NO_ROW', message: 'the data: row 1 is a list, not an object.' },
  ],
  ['columns without values', { a: [] }, { code: 'NO_ROWS' }],
  ['a missing file', 'nowhere.csv', { code: 'NO_FILE', place: { file: 'nowhere.csv' } }],
  ['a folder without tables', 'src', { code: 'IS_FOLDER', place: { file: 'src' } }],
])('%s is a mistake of the user', async (_name, data, error) => {
  await expect(readTable(data)).rejects.toMatchObject({ name: 'AutofitError', ...error });
});

test('a row that lacks a column named like a property of objects is missing there', async () => {
  const table = await readTable([JSON.parse('{"constructor":"x","__proto__":"p"}'), {}]);
  expect(table.columns.map(({ name, values }) => [name, ...values])).toEqual([
    ['constructor', 'x', ''],
    ['__proto__', 'p', ''],
  ]);
});
