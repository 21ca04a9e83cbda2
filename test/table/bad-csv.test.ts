import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CsvOptions } from '../../src/table/csv-records.js';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { AutofitError } from '../../src/util/errors.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

async function read(content: string | Uint8Array, options?: CsvOptions) {
  const table = await readTable(folder.write('bad.csv', content), options);
  const cells = Object.fromEntries(table.columns.map((column) => [column.name, cellTexts(column)]));
  return { cells, ...table };
}

test('without a header columns are named by their places, and the first line is data', async () => {
  const { cells, notes, header } = await read('1,x\n2,y\n', { header: false });
  expect({ cells, notes, header }).toEqual({
    cells: { c1: ['1', '2'], c2: ['x', 'y'] },
    notes: [],
    header: false,
  });
});

test('a first line of numbers is pointed out', async () => {
  expect((await read('M,0.45,0.36\nF,0.5,0.4\n')).notes).toEqual([
    expect.stringContaining('looks like data (M, 0.45, 0.36…): if it names no columns'),
  ]);
  expect((await read('a,b,2019\nF,0.5,0.4\n')).notes).toEqual([]);
});

test('rows of a wrong length are set aside when told so, with their lines', async () => {
  const { rows, badRows, notes } = await read('a,b\n1,2\n3\n"4\n",5,6\n7,8\n', {
    skipBadRows: true,
  });
  expect(rows).toBe(2);
  expect(badRows).toEqual([
    { line: 3, cells: ['3'] },
    { line: 5, cells: ['4\n', '5', '6'] },
  ]);
  expect(notes).toEqual(['2 of 4 rows of a wrong length are set aside: line 3, 5']);
});

test.each([',', '\t'])(
  'blanks behind quotes do not count, in usual and odd records: %j',
  async (mark) => {
    const rows = [
      ['a', 'b'],
      ['"x" ', '"1"'],
      ['"y"', '"2"  '],
      ['"z" ', '"u"v'],
      ['"p"q', '"" '],
      ['"w" ', '"4"'],
      ['"""k"" "', '"m"n'],
      ['"s" and "t" ', '"5" '],
      ['"a""b" ', '"c"d'],
      ['"""e"" f" ', '"g"h'],
      ['"""m"" "', '"m" n'],
      ['"o" p"" ', '"6" '],
    ];
    const { cells } = await read(`${rows.map((row) => row.join(mark)).join('\n')}\n`);
    expect(cells).toEqual({
      a: [
        ...['x', 'y', 'z', '"p"q', 'w', '"k" ', '"s" and "t" '],
        ...['a"b', '"e" f', '"m" ', '"o" p"" '],
      ],
      b: ['1', '2', '"u"v', '', '4', '"m"n', '5', '"c"d', '"g"h', '"m" n', '6'],
    });
  },
);

test('a quote inside a cell with a blank behind it makes one level of it, in odd records too', async () => {
  const rows = Array.from(
    { length: 40 },
    (_, i) => `"5"" pipe" ,${i % 8 ? '"small"' : '"big"ish'}`,
  );
  const { cells } = await read(`size,note\n${rows.join('\n')}`);
  expect(new Set(cells.size)).toEqual(new Set(['5" pipe']));
});

test('lines are counted behind records that are quoted oddly, those in quotes too', async () => {
  const odd = 'a,b\r\n1,"x"y\r\n"2\r\n3\n4\r5",6\r\n  \r\n7\r\n"8" 9,\r\n"10"\r\n';
  const { badRows, cells } = await read(odd, { skipBadRows: true });
  expect(badRows).toEqual([
    { line: 8, cells: ['7'] },
    { line: 10, cells: ['10'] },
  ]);
  expect(cells).toEqual({ a: ['1', '2\r\n3\n4\r5', '"8" 9'], b: ['"x"y', '6', ''] });
  await expect(read('a,b\n"x"y,"1\r\n2"\n\n3,"4\n5,6\n')).rejects.toMatchObject({
    code: 'OPEN_QUOTE',
    place: { line: 5 },
  });
});

test('blank lines are counted once, before and behind records that are quoted oddly', async () => {
  const { notes } = await read('a,b\n\n1,"x"y\n\n\n2,"x"y\n\n3,4\n');
  expect(notes).toEqual([expect.stringContaining('4 blank lines')]);
});

test('without a header a row far behind may lack its last field', async () => {
  const rows = Array.from({ length: 300 }, (_, i) => (i === 250 ? `${i},x` : `${i},x,${i}`));
  const { cells, notes } = await read(rows.join('\n'), { header: false });
  expect(cells.c3?.slice(249, 252)).toEqual(['249', '', '251']);
  expect(notes).toEqual([expect.stringContaining('1 row of')]);
  rows[250] = '250';
  await expect(read(rows.join('\n'), { header: false })).rejects.toMatchObject({
    code: 'RAGGED_ROW',
    place: { line: 251 },
  });
});

test('single quotes are quotes where fields stand between them', async () => {
  expect((await read("a,b\n'x, y',1\n'it''s',2\n")).cells).toEqual({
    a: ['x, y', "it's"],
    b: ['1', '2'],
  });
  expect((await read("a,b\n'tis,1\nit's,2\n")).cells.a).toEqual(["'tis", "it's"]);
});

test('the delimiter is that of the first line, though decimals part the others as evenly', async () => {
  const { cells, badRows } = await read('a;b\n1,5;x\n2,5\n3,5;y\n', { skipBadRows: true });
  expect(cells).toEqual({ a: ['1,5', '3,5'], b: ['x', 'y'] });
  expect(badRows).toEqual([{ line: 3, cells: ['2,5'] }]);
});

test('line ends may be mixed', async () => {
  expect((await read('a,b\r\n1,2\n3,4\r5,6\r\n')).cells).toEqual({
    a: ['1', '3', '5'],
    b: ['2', '4', '6'],
  });
});

test('a quote that stays open is told with the line of its record', async () => {
  await expect(read('a,b\n1,2\n3,"4\n5,6\n7,8\n')).rejects.toMatchObject({
    code: 'OPEN_QUOTE',
    place: { line: 3 },
  });
});

test('a field of 10 MB and a header of 20,000 columns are read', async () => {
  const long = 'x'.repeat(10_000_000);
  expect((await read(`a,b\n"${long}",2\n`)).cells.a?.[0]).toHaveLength(10_000_000);
  const wide = Array.from({ length: 20_000 }, (_, i) => `n${i}`).join(',');
  expect((await read(`${wide}\n${wide}\n`)).columns).toHaveLength(20_000);
});

test('bytes of 0 are no text, at the start or far behind it', async () => {
  await expect(read(Buffer.from('a,b\n1,\0\n'))).rejects.toMatchObject({ code: 'NOT_TEXT' });
  const far = Buffer.concat([Buffer.from(`a,b\n${'1,2\n'.repeat(50_000)}`), Buffer.of(51, 0)]);
  await expect(read(far)).rejects.toThrow('byte 200006 is 0');
});

test('Latin-1 that shows only far behind the start is read as such', async () => {
  const far = Buffer.from(`a,b\n${'1,2\n'.repeat(50_000)}é,3\n`, 'latin1');
  const { cells, notes } = await read(far);
  expect(cells.a?.at(-1)).toBe('é');
  expect(notes).toEqual([expect.stringContaining('read as Latin-1')]);
});

test('whatever bytes a file holds, there is a table or an error that says what is wrong', async () => {
  const piece = fc.oneof(
    fc.constantFrom('a', ',', ';', '\n', '\r', '"', "'", '\t', '{', '[', 'é', ' ', '1', '\ufeff'),
    fc.constantFrom('a,b\n', '1,2\n', '{"a":1}\n', 'PK\x03\x04', '\x1f\x8b'),
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.array(piece, { maxLength: 20 }).map((parts) => Buffer.from(parts.join(''), 'latin1')),
    fc.array(piece, { maxLength: 20 }).map((parts) => Buffer.from(parts.join(''))),
  );
  await fc.assert(
    fc.asyncProperty(bytes, fc.boolean(), async (content, skipBadRows) => {
      const path = folder.write('any.csv', content);
      const found = await readTable(path, { skipBadRows }).catch((thrown: unknown) => thrown);
      if (found instanceof AutofitError) expect(found.message).toContain(path);
      else expect(found).toMatchObject({ kind: 'raw-table' });
    }),
    { numRuns: 300 },
  );
});

test('a packed file whose cells take more than there is for them is refused while it is read', async () => {
  const rows = '1,2\n'.repeat(300_000);
  const file = folder.write('packed.csv.gz', gzipSync(`a,b\n${rows}`));
  await expect(readTable(file, { mostBytes: 1e6 })).rejects.toMatchObject({
    code: 'MEMORY',
    message: expect.stringMatching(
      /rows of 2 columns: its cells take .* and `memory` leaves 1\.0 MB/,
    ),
  });
  expect((await readTable(file, { mostBytes: 1e8 })).rows).toBe(300_000);
});

test('rows of JSON that each have names of their own are refused before they are a table of missing cells', async () => {
  const lines = Array.from({ length: 7000 }, (_, i) => `{"c${i}":1}`);
  const file = folder.write('sparse.jsonl', lines.join('\n'));
  await expect(readTable(file)).rejects.toMatchObject({
    code: 'TOO_MANY_COLUMNS',
    message: expect.stringContaining('nearly all cells are missing'),
  });
});
