import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { DataSource } from '../../src/table/data-source.js';
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
    { code: 'NO_ROW', message: 'the data: row 2 is null, not an object of values by name.' },
  ],
  [
    'lists for rows',
    [[1, 2]],
    { code: 'NO_ROW', message: 'the data: row 1 is a list, not an object of values by name.' },
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

function* generated() {
  yield { a: 1, b: 'x' };
  yield { a: 2 };
}

test.each([
  ['a generator', generated()],
  ['a Set', new Set(generated())],
  ['the values of a Map', new Map([...generated()].map((row) => [row.a, row])).values()],
])('%s of rows is read as a list of them', async (_name, data) => {
  const table = await readTable(data);
  expect(table.columns.map(({ name, values }) => [name, ...values])).toEqual([
    ['a', '1', '2'],
    ['b', 'x', ''],
  ]);
});

test.each<[string, object, string]>([
  ['a Map of columns', new Map([['a', [1, 2]]]), 'The data is a Map, which is neither'],
  ['a promise of rows', Promise.resolve([{ a: 1 }]), 'is a Promise, which holds no columns'],
  ['numbers', Float64Array.of(1, 2), 'row 1 is 1, not an object of values by name'],
  ['bytes', Readable.from([Buffer.from('a\n1\n')]), 'row 1 is a Buffer, not an object'],
  ['a Map among rows', [new Map([['a', 1]])], 'row 1 is a Map, not an object'],
  ['nothing', {}, 'The data is {}, which holds no columns'],
])('%s is told by its name, with what is taken', async (_name, data, message) => {
  const fault = await readTable(data as DataSource).catch((thrown: unknown) => thrown);
  expect(fault).toMatchObject({ name: 'AutofitError', hint: expect.any(String) });
  expect(fault).toMatchObject({ message: expect.stringContaining(message) });
});

test('getters of the class of a row, and of what it extends, are columns', async () => {
  class Home {
    constructor(
      readonly width: number,
      readonly depth: number,
    ) {}
    get area() {
      return this.width * this.depth;
    }
    describe() {
      return `${this.area} m²`;
    }
  }
  class Flat extends Home {
    readonly #floor = 3;
    get floor() {
      return this.#floor;
    }
    set note(_text: string) {}
  }
  const table = await readTable([new Home(2, 3), new Flat(4, 5), { width: 1, area: 9 }]);
  expect(table.columns.map((column) => [column.name, ...cellTexts(column)])).toEqual([
    ['width', '2', '4', '1'],
    ['depth', '3', '5', ''],
    ['area', '6', '20', '9'],
    ['floor', '', '3', ''],
  ]);
});
