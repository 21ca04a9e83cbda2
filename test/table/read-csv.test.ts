import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asUtf8 } from '../../src/table/encoding.js';
import { cellTexts } from '../../src/table/raw-cells.js';
import type { RawTable } from '../../src/table/raw-table.js';
import { readCsv } from '../../src/table/read-csv.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

/** Reads text that arrives in chunks of this many bytes. */
function read(text: string, chunk = 1 << 16): Promise<RawTable> {
  const bytes = Buffer.from(text);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunk) chunks.push(bytes.subarray(at, at + chunk));
  const utf8 = asUtf8(Readable.from(chunks, { objectMode: false }), 'utf-8', 'test.csv');
  return readCsv({ stream: Readable.from(utf8, { objectMode: false }), source: 'test.csv' });
}

function cellsOf(table: RawTable): Record<string, string[]> {
  return Object.fromEntries(table.columns.map((column) => [column.name, cellTexts(column)]));
}

test.each([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['bar', '|'],
])('the delimiter %s is found', async (_name, d) => {
  const table = await read(`a${d}b\n1${d}x\n2${d}y\n`);
  expect(cellsOf(table)).toEqual({ a: ['1', '2'], b: ['x', 'y'] });
});

test('semicolons win over the commas of decimals', async () => {
  expect(cellsOf(await read('a;b\n1,5;2,5\n3,5;4,5\n'))).toEqual({
    a: ['1,5', '3,5'],
    b: ['2,5', '4,5'],
  });
});

test('a byte-order mark, carriage returns and empty lines are not data', async () => {
  expect(cellsOf(await read('\ufeffa,b\r\n1,2\r\n\r\n3,4\r\n'))).toEqual({
    a: ['1', '3'],
    b: ['2', '4'],
  });
});

test('quoted fields hold delimiters, quotes and line ends', async () => {
  const table = await read('a,b\n"x, y","say ""hi"""\n"two\nlines",z\n');
  expect(cellsOf(table)).toEqual({ a: ['x, y', 'two\nlines'], b: ['say "hi"', 'z'] });
});

test('more columns than a call has arguments are read', async () => {
  const names = Array.from({ length: 140_000 }, (_, i) => `c${i}`);
  const table = await read(`${names.join()}\n${names.join()}\n`);
  expect(table.columns.at(-1)).toMatchObject({ name: 'c139999', values: ['c139999'] });
});

test('a last line without its end counts', async () => {
  expect((await read('a,b\n1,2\n3,4')).rows).toBe(2);
});

test('a row of the wrong length is an error that names file and line, quoted line ends counted', async () => {
  const error = await read('a,b\n"1\n1",2\n3,4,5\n').catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'RAGGED_ROW', place: { file: 'test.csv', line: 4 } });
  expect(error.message).toContain('3 fields where the header has 2');
});

test.each([
  ['an empty file', '', 'EMPTY_FILE'],
  ['a header alone', 'a,b\n', 'NO_ROWS'],
  ['a quote that never closes', 'a,b\n1,"2\n3,4\n', 'OPEN_QUOTE'],
])('%s is a clear error', async (_name, text, code) => {
  await expect(read(text)).rejects.toMatchObject({ name: 'AutofitError', code });
});

test('a row that is too short is found in its line too, with carriage returns', async () => {
  await expect(read('a,b\r\n"1\r\n1",2\r\n3\r\n')).rejects.toMatchObject({
    code: 'RAGGED_ROW',
    place: { file: 'test.csv', line: 4 },
  });
});

test.each<[string, string, Record<string, string[]>]>([
  ['a quoted name after a byte-order mark', '\ufeff"a"\tb\n1\t2\n', { a: ['1'], b: ['2'] }],
  ['a space before a quote', 'a,b\n1, "x, y"\n', { a: ['1'], b: ['x, y'] }],
  ['a quote inside a cell', 'a,b\n6" pipe,2\n', { a: ['6" pipe'], b: ['2'] }],
  ['an empty first cell before a tab', 'a\tb\n\t2\n', { a: [''], b: ['2'] }],
  ['one column', 'a\n1\n2\n', { a: ['1', '2'] }],
  ['a row of empty cells', 'a,b\n,\n1,2\n', { a: ['', '1'], b: ['', '2'] }],
])('%s is read as it is meant', async (_name, text, cells) => {
  expect(cellsOf(await read(text))).toEqual(cells);
});

test('delimiters inside quotes do not count', async () => {
  expect(cellsOf(await read('"p,q,r";b\n"1,2,3";x\n'))).toEqual({ 'p,q,r': ['1,2,3'], b: ['x'] });
});

test('of two delimiters that fit, the one with more fields is meant', async () => {
  expect(cellsOf(await read('a;b,c;d\n1;2,3;4\n'))).toEqual({ a: ['1'], 'b,c': ['2,3'], d: ['4'] });
});

test('a header longer than the sample still shows its delimiter', async () => {
  const names = Array.from({ length: 9000 }, (_, i) => `name ${i}`);
  const table = await read(`${names.join(';')}\n${names.map((_, i) => i).join(';')}\n`);
  expect(table.columns).toHaveLength(9000);
  expect(cellsOf(table)['name 8999']).toEqual(['8999']);
});

test('a file longer than the sample is read to its end, and its last row is found', async () => {
  const texts = Array.from({ length: 5000 }, (_, i) => `né☃ ${i}\nx`);
  const text = `a,b\n${texts.map((cell) => `"${cell}",1`).join('\n')}\n`;
  expect(cellsOf(await read(text, 1001))).toEqual({ a: texts, b: texts.map(() => '1') });
  await expect(read(`${text}bad\n`, 1001)).rejects.toMatchObject({ place: { line: 10_002 } });
});

test('a made-up name leaves the names that columns bear alone', async () => {
  const table = await read('a,a,a_2,,column_4\n1,2,3,4,5\n');
  expect(table.columns.map(({ name }) => name)).toEqual([
    'a',
    'a_3',
    'a_2',
    'column_4_2',
    'column_4',
  ]);
  expect(table.notes).toHaveLength(2);
});

test('repeated and empty names are told apart, with a note', async () => {
  const table = await read('a,a,\n1,2,3\n');
  expect(table.columns.map(({ name }) => name)).toEqual(['a', 'a_2', 'column_3']);
  expect(table.notes).toHaveLength(2);
});

test('any table that is written as CSV reads back as it was, wherever the chunks are cut', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', '1', ' ', ',', ';', '"', '\n', '\r', 'é', '☃'),
    maxLength: 6,
  });
  const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), async (cells, chunk) => {
      const lines = [['p', 'q', 'r'], ...cells].map((row) => row.map(quoted).join(','));
      const table = cellsOf(await read(`${lines.join('\n')}\n`, chunk));
      expect(table).toEqual({
        p: cells.map(([p]) => p),
        q: cells.map(([, q]) => q),
        r: cells.map(([, , r]) => r),
      });
    }),
    { numRuns: 60 },
  );
});

test('a file whose cells would pass a bound on memory is refused before it is read to its end', async () => {
  const lines = Array.from({ length: 40_000 }, (_, i) => `${i},${i / 8},a${i % 3}`);
  const path = folder.write('large.csv', `x,y,z\n${lines.join('\n')}\n`);
  // Two columns of numbers, nine bytes each, and one of codes.
  const bytes = 40_000 * (9 + 9 + 4);
  await expect(readTable(path, { mostBytes: 0.8 * bytes })).rejects.toMatchObject({
    code: 'MEMORY',
    message: expect.stringContaining('`memory` leaves 704 kB for them'),
  });
  const { rows } = await readTable(path, { mostBytes: 1.2 * bytes });
  expect(rows).toBe(40_000);
});

test('a file is read alike in whatever chunks it comes, where its header alone is a chunk', async () => {
  const names = Array.from({ length: 8000 }, (_, i) => `name_${i}`);
  const row = names.map((_, i) => (i % 2 === 0 ? `'a, b'` : '1')).join();
  const text = `${names.join()}\n${row}\n${row}\n`;
  for (const chunk of [1 << 10, 1 << 16, 1 << 18]) {
    const { rows, columns } = await read(text, chunk);
    expect([rows, columns[0]?.values]).toEqual([2, expect.arrayContaining(['a, b'])]);
  }
});
