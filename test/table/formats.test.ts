import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { AutofitError } from '../../src/util/errors.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

async function cellsOf(path: string) {
  const { columns } = await readTable(path);
  return Object.fromEntries(columns.map((column) => [column.name, cellTexts(column)]));
}

const lines =
  '{"age":31,"city":"Oslo","ok":true}\n\n{"age":null,"city":"Å, \\"b\\"","tags":["x"]}\r\n';
const wanted = {
  age: ['31', ''],
  city: ['Oslo', 'Å, "b"'],
  ok: ['true', ''],
  tags: ['', '["x"]'],
};

test.each([
  ['rows.jsonl', Buffer.from(lines)],
  ['by-its-text.data', Buffer.from(lines)],
  ['rows.jsonl.gz', gzipSync(lines)],
  ['rows-utf16.jsonl', Buffer.from(`\uFEFF${lines}`, 'utf16le')],
  ['rows-utf16be.jsonl', Buffer.from(`\uFEFF${lines}`, 'utf16le').swap16()],
  [
    'list.json',
    Buffer.from(
      `[${lines
        .trim()
        .split(/\s*\n\s*/)
        .join(',')}]`,
    ),
  ],
])('%s is read as JSON', async (name, bytes) => {
  expect(await cellsOf(folder.write(name, bytes))).toEqual(wanted);
});

test('a CSV whose first name begins with a brace is CSV', async () => {
  const path = folder.write('brace.csv', '{a},b\n1,2\n');
  expect(await cellsOf(path)).toEqual({ '{a}': ['1'], b: ['2'] });
});

test.each([
  ['{"a":1}\n{"a":2\n', 2],
  ['{"a":1}\n{"a":2}\n[3]\n', 3],
])('a line that is no JSON object is an error with its line', async (text, line) => {
  await expect(readTable(folder.write('bad.jsonl', text))).rejects.toMatchObject({
    code: 'BAD_JSON',
    place: { line },
  });
});

test('a list that holds more than objects is an error', async () => {
  const path = folder.write('mixed.json', '[{"a":1},2]');
  await expect(readTable(path)).rejects.toMatchObject({ code: 'BAD_JSON' });
});

const parquet = Buffer.from(
  parquetWriteBuffer({
    columnData: [
      { name: 'age', data: [31, 40, 5], type: 'INT32' },
      { name: 'id', data: [1n, 2n ** 60n, 3n], type: 'INT64' },
      { name: 'city', data: ['Oslo', null, 'Å'], type: 'STRING' },
      { name: 'at', data: [0, 1, 2].map((day) => new Date(day * 86_400_000)), type: 'TIMESTAMP' },
      { name: 'ok', data: [true, false, true], type: 'BOOLEAN' },
    ],
  }),
);

test.each([
  ['table.parquet', parquet],
  ['table.parquet.gz', gzipSync(parquet)],
])('%s is read', async (name, bytes) => {
  expect(await cellsOf(folder.write(name, bytes))).toEqual({
    age: ['31', '40', '5'],
    id: ['1', '1152921504606846976', '3'],
    city: ['Oslo', '', 'Å'],
    at: ['1970-01-01T00:00:00.000Z', '1970-01-02T00:00:00.000Z', '1970-01-03T00:00:00.000Z'],
    ok: ['true', 'false', 'true'],
  });
});

test('Parquet that is cut off anywhere is a clear error', async () => {
  for (const share of [0.1, 0.5, 0.9]) {
    const path = folder.write('cut.parquet', parquet.subarray(0, parquet.length * share));
    await expect(readTable(path)).rejects.toMatchObject({ code: 'BAD_PARQUET' });
  }
});

test('a ZIP archive of one file is that file; of several, or damaged, it is a clear error', async () => {
  const zip = (files: Record<string, string>) =>
    Buffer.from(
      zipSync(
        Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
      ),
    );
  const one = zip({ 'in/rows.jsonl': lines, '__MACOSX/._rows': 'x' });
  expect(await cellsOf(folder.write('one.zip', one))).toEqual(wanted);
  const several = folder.write('two.zip', zip({ 'a.csv': 'x\n1\n', 'b.csv': 'x\n1\n' }));
  await expect(readTable(several)).rejects.toMatchObject({
    code: 'IS_ARCHIVE',
    message: `${several} is a ZIP archive of 2 files (a.csv, b.csv), not of one.`,
  });
  const damaged = folder.write('book.xlsx', Buffer.from('PK\x03\x04and so on'));
  await expect(readTable(damaged)).rejects.toMatchObject({ code: 'BAD_ZIP' });
});

test.each([0, 6] as const)(
  'a ZIP archive whose file is not what was packed is refused, at level %i',
  async (level) => {
    const archive = Buffer.from(
      zipSync({ 'a.csv': strToU8(`a,b\n${'1,7\n'.repeat(20_000)}`) }, { level }),
    );
    expect((await readTable(folder.write('whole.zip', archive))).rows).toBe(20_000);
    // Its bytes where they are as they were, else the sum of them in the directory.
    const at = level === 0 ? archive.indexOf('1,7') + 2 : archive.indexOf('PK\u0001\u0002') + 16;
    archive[at] = (archive[at] ?? 0) ^ 14;
    await expect(readTable(folder.write('changed.zip', archive))).rejects.toMatchObject({
      code: 'BAD_ZIP',
      message: expect.stringContaining('"a.csv" is not what was packed'),
    });
  },
);

test.each<[string, unknown, Record<string, string[]>]>([
  [
    'objects inside rows',
    [{ a: { b: 1, c: { d: 'x' } }, l: [1, 2] }],
    { 'a.b': ['1'], 'a.c.d': ['x'], l: ['[1,2]'] },
  ],
  ['columns by name', { a: [1, 2], b: ['x', null] }, { a: ['1', '2'], b: ['x', ''] }],
  [
    'what pandas writes',
    { a: { 0: 1, 1: 2 }, b: { 0: 'x', 1: null } },
    { a: ['1', '2'], b: ['x', ''] },
  ],
  [
    'columns and data',
    {
      columns: ['a', 'b'],
      index: [0, 1],
      data: [
        [1, 'x'],
        [2, 'y'],
      ],
    },
    { a: ['1', '2'], b: ['x', 'y'] },
  ],
  [
    'a table with its schema',
    { schema: { fields: [] }, data: [{ index: 0, a: 1 }] },
    { index: ['0'], a: ['1'] },
  ],
  ['one row', { a: 1, b: { c: 2 } }, { a: ['1'], 'b.c': ['2'] }],
])('JSON is a table: %s', async (_, value, cells) => {
  expect(await cellsOf(folder.write('data.json', JSON.stringify(value, null, 1)))).toEqual(cells);
});

test('whole numbers of JSON keep all their digits', async () => {
  const text =
    '{"k":1234567890123456789,"s":"12345678901234567890","f":1234567890123456.5}\n{"k":-9007199254740993}\n';
  expect(await cellsOf(folder.write('big.jsonl', text))).toEqual({
    k: ['1234567890123456789', '-9007199254740993'],
    s: ['12345678901234567890', ''],
    f: ['1234567890123456.5', ''],
  });
});

test.each(['[1,2]', '7', '[]', '[[1,2]]', '{"a":[1],"b":[1,2]}', '{"a":{"b":1},"a.b":2}'])(
  'JSON without a table is an error: %s',
  async (text) => {
    const path = folder.write('none.json', text);
    const found = await readTable(path).catch((thrown: unknown) => thrown);
    if (text.startsWith('{"a":[')) expect(found).toMatchObject({ rows: 1 });
    else expect(found).toBeInstanceOf(AutofitError);
  },
);

const { files } = JSON.parse(readFileSync('test/reference/pyarrow-parquet.json', 'utf8')) as {
  files: readonly { what: string; parquet: string; cells: Record<string, string[]> }[];
};

test.each(files)('Parquet with $what is read', async ({ parquet, cells }) => {
  const path = folder.write('kinds.parquet', Buffer.from(parquet, 'base64'));
  expect(await cellsOf(path)).toEqual(cells);
});

test('Parquet of another writer holds what was written, to the digit', async () => {
  const { parquet: packed, cells } = JSON.parse(
    readFileSync('test/reference/duckdb-parquet.json', 'utf8'),
  ) as { parquet: string; cells: Record<string, string[]> };
  const path = folder.write('kinds.parquet', Buffer.from(packed, 'base64'));
  expect(await cellsOf(path)).toEqual(cells);
});

test.each<[string, string, Record<string, string[]>]>([
  [
    'fractions of many digits',
    '[{"x":0.30000000000000004,"n":12345678901234567890}]',
    { x: ['0.30000000000000004'], n: ['12345678901234567890'] },
  ],
  [
    'what Python writes',
    '[{"x":NaN,"y":"NaN"},{"x":-Infinity,"y":"a"}]',
    { x: ['', '-Infinity'], y: ['NaN', 'a'] },
  ],
  [
    'rows by their index',
    '{"7":{"a":1,"b":"x"},"2":{"a":2,"b":"y"}}',
    { a: ['1', '2'], b: ['x', 'y'] },
  ],
  [
    'columns of a shuffled index',
    '{"a":{"5":1,"2":2},"10":{"5":"x","2":"y"}}',
    { a: ['1', '2'], 10: ['x', 'y'] },
  ],
  [
    'columns whose indices are in orders of their own',
    '{"a":{"0":1,"2":3,"1":2},"b":{"2":30,"1":20,"0":10},"c":{"0":4,"1":5,"2":6}}',
    { a: ['1', '3', '2'], b: ['10', '30', '20'], c: ['4', '6', '5'] },
  ],
  [
    'the same by names',
    '{"a":{"x":1,"y":2},"b":{"y":20,"x":10}}',
    { a: ['1', '2'], b: ['10', '20'] },
  ],
  [
    'columns called as marked ones',
    '{"\\u00015":{"0":1,"1":2},"b":{"1":4,"0":3}}',
    { '\u00015': ['1', '2'], b: ['3', '4'] },
  ],
  ['one row of columns', '{"a":{"0":1},"b":{"0":"x"}}', { a: ['1'], b: ['x'] }],
  [
    'a name that is there twice',
    '{"columns":["a","a"],"data":[[1,2],[3,4]]}',
    { a: ['1', '3'], a_2: ['2', '4'] },
  ],
  [
    'lines, the first of them long',
    `{"a":"${'x'.repeat(300_000)}"}\n{"a":"y"}\n`,
    { a: ['x'.repeat(300_000), 'y'] },
  ],
])('JSON is read as it is written: %s', async (_, text, cells) => {
  expect(await cellsOf(folder.write('written.json', text))).toEqual(cells);
});

test('a web page is no table', async () => {
  const path = folder.write('page.csv', '<!DOCTYPE html>\n<html><body>a,b</body></html>\n');
  await expect(readTable(path)).rejects.toMatchObject({ code: 'IS_PAGE' });
});

test.each([
  ['Zstandard', [0x28, 0xb5, 0x2f, 0xfd, 0x04]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0]],
  ['bzip2', [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26]],
  ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0]],
])('a file that is packed by %s is said to be so', async (name, bytes) => {
  const file = folder.write('rows.csv.packed', Uint8Array.from(bytes));
  await expect(readTable(file)).rejects.toMatchObject({
    code: 'OTHER_PACKING',
    message: `${file} is packed by ${name}, which is not read.`,
  });
});
