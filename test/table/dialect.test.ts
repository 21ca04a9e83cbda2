import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { detectDialect } from '../../src/table/dialect.js';
import type { ReadOptions } from '../../src/table/open-place.js';
import { cellTexts } from '../../src/table/raw-cells.js';
import type { RawTable } from '../../src/table/raw-table.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

async function read(text: string, options: ReadOptions = {}): Promise<RawTable> {
  return readTable(folder.write('data.csv', text), options);
}

async function rowsOf(text: string, options: ReadOptions = {}): Promise<string[][]> {
  const { columns, rows } = await read(text, options);
  const cells = columns.map(cellTexts);
  const names = columns.map(({ name }) => name);
  return [names, ...Array.from({ length: rows }, (_, row) => cells.map((own) => own[row] ?? ''))];
}

function lines(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');
}

describe('the delimiter', () => {
  test.each<[string, string, number]>([
    ['decimal commas between semicolons', `a;b;c\n${lines(9, (i) => `${i},5;2,5;3,${i}`)}`, 3],
    ['a header that holds a comma', `Größe, ca.;Art;Preis\n${lines(9, (i) => `1,${i};alt;10`)}`, 3],
    ['names with a comma between semicolons', `n;p;q\n${lines(9, (i) => `Doe, J;${i};x`)}`, 3],
    ['lists with semicolons between commas', `a,l,b\n${lines(9, (i) => `${i},x;y;z,7`)}`, 3],
    [
      'more fields in nearly all rows beat fewer in all',
      `a;b;c;d\n${lines(40, (i) => (i === 3 ? '1, 2;3;4' : `a, ${i};2;3;4`))}`,
      4,
    ],
    ['carets', `a^b^c\n${lines(5, (i) => `${i}^2^3`)}`, 3],
    ['pipes', `a|b\n${lines(5, (i) => `x, ${i}|2`)}`, 2],
    [
      'one column of texts with commas',
      `text\n${lines(9, (i) => `well, ${i}${', so'.repeat(i % 4)}`)}`,
      1,
    ],
    ['thousands in one column', `n\n${lines(9, (i) => `1,${100 + i}`)}`, 1],
  ])('%s', async (_, text, columns) => {
    const skipBadRows = true;
    expect((await read(text, { skipBadRows })).columns).toHaveLength(columns);
  });

  test('rows without a header that differ by a field are filled, and that is said', async () => {
    const text = 'April 15, 2023;25.5;Ray;pending\nApril 14, 2023;24;Kim\nMay 1, 2023;2;Ed;done\n';
    const raw = await read(text, { header: false });
    expect(raw.columns.map(cellTexts)).toEqual([
      ['April 15, 2023', 'April 14, 2023', 'May 1, 2023'],
      ['25.5', '24', '2'],
      ['Ray', 'Kim', 'Ed'],
      ['pending', '', 'done'],
    ]);
    expect(raw.notes).toContainEqual(
      expect.stringMatching(/^1 row of .* lacks the last field: it is missing$/),
    );
  });

  test('sep= is obeyed and skipped', async () => {
    expect(await rowsOf('sep=;\na;y\n0,1;0\n1,1;2\n')).toEqual([
      ['a', 'y'],
      ['0,1', '0'],
      ['1,1', '2'],
    ]);
    expect(await rowsOf('"sep=|"\r\na|y\r\n0;1;2|0\r\n')).toEqual([
      ['a', 'y'],
      ['0;1;2', '0'],
    ]);
  });

  test('what is told overrules', async () => {
    const text = 'a,b;c\n1,2;3\n';
    expect(await rowsOf(text, { delimiter: ';' })).toEqual([
      ['a,b', 'c'],
      ['1,2', '3'],
    ]);
    expect(await rowsOf("a,b\n'x,y',2\n", { quote: "'" })).toEqual([
      ['a', 'b'],
      ['x,y', '2'],
    ]);
  });
});

describe('above the table', () => {
  const body = `a,b,y\n${lines(30, (i) => `${i},${i % 7},${i % 3}`)}`;

  test.each<[string, string, number]>([
    ['comments', '# made by a pump\n# unit: bar\n', 2],
    ['a title and a blank line', 'Sales of May\n\n', 2],
    ['a padded title, as Excel writes it', 'Sales of May,,\n,,\n', 2],
  ])('%s are skipped, and that is said', async (_, above, count) => {
    const raw = await read(above + body);
    expect(raw.columns.map(({ name }) => name)).toEqual(['a', 'b', 'y']);
    expect(raw.rows).toBe(30);
    expect(raw.notes[0]).toMatch(new RegExp(`^${count} lines of .* stand above the table`));
  });

  test('lines are counted from the top of the file', async () => {
    const place = { line: 6 };
    await expect(read('# x\n\na,y\n1,2\n3,4\n1,2,3\n1,2\n5,6\n')).rejects.toMatchObject({ place });
  });

  test('a header that begins with # is one, and so are names of few words', async () => {
    expect((await rowsOf('#id,b\n1,2\n3,4\n'))[0]).toEqual(['#id', 'b']);
    expect((await rowsOf('#year,born\n2019,-\n2020,3\n'))[0]).toEqual(['#year', 'born']);
    expect((await rowsOf('#name,born\nann,NA\nbob,3\n'))[0]).toEqual(['#name', 'born']);
    expect((await rowsOf('#date,born\n2019-01-01,no\n2019-01-02,3\n'))[0]?.[0]).toBe('#date');
    expect((await rowsOf('id,\n5,x\n6,y\n'))[0]).toEqual(['id', 'column_2']);
    expect((await rowsOf(',x,z\n0,5,a\n1,6,b\n'))[0]).toEqual(['column_1', 'x', 'z']);
  });
});

describe('a line that begins with #', () => {
  test.each([
    ['commas', '#,name,hp\n1,Bulba,45\n2,Ivy,60\n'],
    ['quotes', '"#","name","hp"\n1,Bulba,45\n2,Ivy,60\n'],
    ['tabs', '#\tname\thp\n1\tBulba\t45\n2\tIvy\t60\n'],
    ['values that begin with it', '#,name,hp\n#1,Bulba,45\n#2,Ivy,60\n'],
  ])('names a column # where it is as wide as rows: %s', async (_, text) => {
    const [names, ...rows] = await rowsOf(text);
    expect(names).toEqual(['#', 'name', 'hp']);
    expect(rows.map((row) => row.slice(1))).toEqual([
      ['Bulba', '45'],
      ['Ivy', '60'],
    ]);
  });

  test('is a row of a table without a header, with its sign', async () => {
    const [, row] = await rowsOf('#,a\n2,c\n', { header: false });
    expect(row).toEqual(['#', 'a']);
  });

  test.each([
    ['# made 2020, by me\nx,y\n1,2\n3,\n5,6\n', ['x', 'y']],
    ['# made 2020; by me\nname;y\nann;1,5\nbob;2,5\n', ['name', 'y']],
    ['# made by me\nx y z\n1 2 3\n4 5 6\n7 8 9\n', ['x', 'y', 'z']],
    ['#made\nx\n1\n2\n', ['x']],
  ])('is a comment above the header of numbers: %j', async (text, names) => {
    const [header, ...rows] = await rowsOf(text);
    expect(header).toEqual(names);
    expect(rows.flat()).not.toContain(names.at(-1));
  });

  test.each(['unknown', '\\N', 'n.a.', '#N/A', '?'])(
    'is the header above a row that lacks its number: %s',
    async (cell) => {
      const [header, ...rows] = await rowsOf(`#name,age\nann,${cell}\nbob,3\ncid,4\n`);
      expect(header).toEqual(['#name', 'age']);
      expect(rows).toHaveLength(3);
    },
  );

  test.each([
    ['#x\n1\n2\n', ['#x'], ['1'], ['2']],
    ['# my heights\n1\n2\n', ['# my heights'], ['1'], ['2']],
    ['#word\nfoo\nbar\n', ['#word'], ['foo'], ['bar']],
    ['# my words\nword\nfoo\n', ['word'], ['foo']],
    ['#a\n#b\nword\nfoo\n', ['word'], ['foo']],
    ['#made\n\nword\nfoo\n', ['word'], ['foo']],
  ])('names one column alone, where it may: %j', async (text, ...rows) => {
    expect(await rowsOf(text)).toEqual(rows);
  });
});

describe('a header with a name too few', () => {
  test('names of rows, as R writes them, have a column', async () => {
    const raw = await read('"x","y"\n"u",1,2\n"v",3,4\n"w",5,6\n');
    expect(raw.columns.map(({ name }) => name)).toEqual(['row_names', 'x', 'y']);
    expect(raw.notes[0]).toMatch(/"row_names"/);
  });

  test('delimiters at the ends of lines are no column with values', async () => {
    expect(await rowsOf('a,c,y\n1,2,3,\n2,3,5,\n')).toEqual([
      ['a', 'c', 'y', 'column_4'],
      ['1', '2', '3', ''],
      ['2', '3', '5', ''],
    ]);
  });

  test('else the error says what is wrong with the header', async () => {
    await expect(read('name,y\nDoe, J,1\nDoe, K,2\nRoe, L,3\n')).rejects.toMatchObject({
      code: 'RAGGED_ROW',
      hint: expect.stringMatching(/^All rows have a field more/),
    });
  });
});

test('fields between blanks are read, with a note', async () => {
  const text = `  id  weight   note\n${lines(5, (i) => ` ${i}   ${i * 2.5}\t "a b"`)}`;
  const raw = await read(text);
  expect(raw.columns.map(({ name }) => name)).toEqual(['id', 'weight', 'note']);
  expect(raw.columns[2] && cellTexts(raw.columns[2])[1]).toBe('a b');
  expect(raw.notes).toContainEqual(expect.stringMatching(/told apart by blanks/));
});

test('sentences are one column', async () => {
  const text = `what they said\n${lines(9, (i) => `it took ${i} days`)}`;
  expect((await read(text)).columns).toHaveLength(1);
});

test('quotes behind backslashes are text', async () => {
  const text = 'a,b\n"say \\"hi\\", then",1\n"ends with \\"",2\n"x",3\n';
  expect(await rowsOf(text)).toEqual([
    ['a', 'b'],
    ['say "hi", then', '1'],
    ['ends with "', '2'],
    ['x', '3'],
  ]);
  const both = 'a,b\n"x \\"y\\", ""z"" \\\\",\n" \\"\r\n,""",C:\\d\n"""",""\n';
  expect(await rowsOf(both)).toEqual([
    ['a', 'b'],
    ['x "y", "z" \\', ''],
    [' "\r\n,"', 'C:\\d'],
    ['"', ''],
  ]);
  expect(await rowsOf('p,q\n"C:\\dir\\",1\n"D:\\",2\n')).toEqual([
    ['p', 'q'],
    ['C:\\dir\\', '1'],
    ['D:\\', '2'],
  ]);
});

describe('blank lines', () => {
  test('of one column are missing cells, but above and behind it', async () => {
    const raw = await read('\nx\n1\n\n3\n""\n\n\n');
    expect(raw.columns.map(cellTexts)).toEqual([['1', '', '3', '']]);
    expect(raw.notes).toEqual([
      expect.stringMatching(/^2 blank lines at the end of .* are skipped$/),
    ]);
  });

  test.each([
    ['x\na\n \n \n \n', ['a'], 3],
    ['x\na\n\n  \n', ['a'], 2],
    ['x\na\n  \n  ', ['a'], 1],
    ['x\r\na\r\n \r\n\r\n\t\r\n', ['a'], 3],
    ['x\na\n \n\n  \nb\n \n', ['a', '', '', '', 'b'], 1],
    ['x\na\n \nb', ['a', '', 'b'], 0],
  ])('of one column may hold blanks: %j', async (text, cells, blank) => {
    const raw = await read(text);
    expect(raw.columns.map(cellTexts)).toEqual([cells]);
    const lines = blank === 1 ? '1 blank line' : `${blank} blank lines`;
    expect(raw.notes).toEqual(blank > 0 ? [expect.stringContaining(`${lines} at the end`)] : []);
  });

  test('of several columns are skipped, and counted between records', async () => {
    const raw = await read('a,b\n1,2\n\n\n3,4\n\n');
    expect(raw.rows).toBe(2);
    expect(raw.notes).toEqual([expect.stringMatching(/^2 blank lines of .* are skipped$/)]);
  });
});

describe('odd files', () => {
  test('numpy’s header behind a sign, and other comments', async () => {
    expect(await rowsOf('# x y z\n1.5 2 3\n4 5 6\n7 8 9\n')).toEqual([
      ['#', 'x', 'y', 'z'].slice(1),
      ['1.5', '2', '3'],
      ['4', '5', '6'],
      ['7', '8', '9'],
    ]);
    expect((await rowsOf('% made\na,b\n1,2\n3,4\n'))[0]).toEqual(['a', 'b']);
  });

  test('lines above fields between blanks cut nothing off', async () => {
    expect(
      await rowsOf('#   a long comment   here\n\n x   y   z\n1.5  2  3\n4  5  6\n7 8 9\n'),
    ).toEqual([
      ['x', 'y', 'z'],
      ['1.5', '2', '3'],
      ['4', '5', '6'],
      ['7', '8', '9'],
    ]);
  });

  test('a title above two columns, and above names that are years', async () => {
    expect((await rowsOf('My report of sales\ntime,temp\n1,2\n3,4\n'))[0]).toEqual([
      'time',
      'temp',
    ]);
    expect((await rowsOf('Report\nname,2019,2020\na,1,2\nb,3,4\n'))[0]).toEqual([
      'name',
      '2019',
      '2020',
    ]);
    expect((await rowsOf('Screens 5" and up\nname,x,y\na,1,2\nb,3,4\n'))[0]).toEqual([
      'name',
      'x',
      'y',
    ]);
  });

  test('a mark that nearly all lines of one column hold is told', async () => {
    const { columns, notes } = await read('a:b\n1:2\n3:4\n5:6\n7:8\n');
    expect(columns).toHaveLength(1);
    expect(notes[0]).toMatch(/is read as one column, .* pass `delimiter: ":"`$/);
    const { notes: other } = await read('a\n1|2\n3|4\n5|6\n7|8\n');
    expect(other[0]).toMatch(/ pass `delimiter: "\|"`$/);
  });

  test.each([
    ['timestamps', 'at', '2024-01-01 10:20:30', '2024-01-02T07:00:05Z'],
    ['timestamps with a comma', 'at', '2024-01-01 10:20:30,5', '2024-01-01 10:20:31,25'],
    ['times', 'time (hh:mm)', '10:20', '7:05'],
    ['times without a header', '10:20', '7:05', '23:59'],
    ['ratios', 'odds', '1:3', '12:1'],
    ['ratios without a header', '5:4', '1:3', '12:1'],
    ['addresses', 'page', 'https://a.example/1', 'https://a.example/2'],
    ['about so much', 'size', '~5', '~12'],
    ['decimal commas', 'price', '0,05', '12,5'],
    ['thousands', 'price', '1,234', '12,345'],
  ])('marks inside of values are no delimiters: %s', async (_, header, one, other) => {
    const { columns, notes } = await read(`${[header, one, other, one, other].join('\n')}\n`);
    expect([columns.length, notes]).toEqual([1, []]);
  });

  test('words with apostrophes are no quotes, and blanks behind quotes do not count', async () => {
    const rows = await rowsOf("n,w,k\n1,'tis,3\n2,'twas',4\n3,abc,5\n4,'x',9\n5,it's,1\n");
    expect(rows).toHaveLength(6);
    expect(await rowsOf('"n" ,"t" ,y\n"1" ,"x" ,3\n2,y,4\n')).toEqual([
      ['n', 't', 'y'],
      ['1', 'x', '3'],
      ['2', 'y', '4'],
    ]);
  });

  test('three rows of R without a last line end are a table', async () => {
    expect((await rowsOf('"x","y"\n"u",1,2\n"v",3,4\n"w",5,6'))[0]).toEqual([
      'row_names',
      'x',
      'y',
    ]);
  });
});

describe('a sample that is cut off', () => {
  /** The dialects that are found wherever the text is cut between two places. */
  function dialects(text: string, from: number, to: number) {
    const cuts = Array.from({ length: to - from }, (_, i) => text.slice(0, from + i));
    return cuts.map((sample) => detectDialect(sample, 'data.csv', {}, false));
  }
  const quoted = (end: string) =>
    `'a','b','y'\n${lines(60, (i) => `'w ${i % 7}','${i % 101}','${i % 5}'`)}`.replaceAll(
      '\n',
      end,
    );

  test.each(['\n', '\r\n', '\r'])('has single quotes wherever it is cut: %j', (end) => {
    for (const own of dialects(quoted(end), 100, 400)) {
      expect(own).toMatchObject({ delimiter: ',', quote: "'", escape: "'" });
    }
  });

  test('has them in a header that is longer than it', () => {
    const names = Array.from({ length: 99 }, (_, i) => `'name ${i}'`).join(';');
    for (const own of dialects(names, 100, 200)) {
      expect(own).toMatchObject({ delimiter: ';', quote: "'" });
    }
  });

  test('has none where words begin with apostrophes, and no backslashes before quotes', () => {
    const words = `n,w\n${lines(60, (i) => `${i},${i % 2 ? "'tis" : "'x'"}`)}`;
    for (const own of dialects(words, 100, 200)) expect(own.quote).toBe('"');
    const slashes = `p,q\n${lines(60, (i) => `"a\\"" b",${i % 9}`)}`;
    for (const own of dialects(slashes, 100, 200)) expect(own.escape).toBe('"');
  });

  test('has them where its header alone is whole and has none', () => {
    const names = Array.from({ length: 40 }, (_, i) => `name_${i}`).join(',');
    const rows = lines(3, () => names.replaceAll(/name_(?=\d*[05],)\d+/g, "'b c'"));
    const text = `${names}\n${rows}`;
    const from = names.length + 8;
    for (const own of dialects(text, from, text.length)) {
      expect(own).toMatchObject({ delimiter: ',', quote: "'" });
    }
    const apostrophes = text.replaceAll("'b c'", "'tis");
    for (const own of dialects(apostrophes, from, text.length)) expect(own.quote).toBe('"');
  });

  test('is that of a file: one of single quotes is read without them', async () => {
    for (let more = 0; more < 4; more++) {
      const text = `'a${'x'.repeat(more)}',y\n${lines(30_000, (i) => `'w${i % 7}','${i % 5}'`)}`;
      const { columns } = await read(text);
      expect(columns.map((own) => cellTexts(own)[8])).toEqual(['w1', '3']);
    }
  });

  test('is that of a wide table, plain and packed', async () => {
    const names = Array.from({ length: 5000 }, (_, i) => `gene${10_000 + i}`).join(',');
    const row = names.replaceAll(/gene\d\d\d(\d\d)/g, (_, i) => (i === '50' ? "'b c'" : '2.5'));
    const text = `${names}\n${`${row}\n`.repeat(60)}`;
    for (const content of [text, gzipSync(text)]) {
      const { columns } = await readTable(folder.write('wide.csv', content));
      expect(columns.slice(49, 51).map((own) => cellTexts(own)[0])).toEqual(['2.5', 'b c']);
    }
  });
});

describe('single quotes', () => {
  test.each([true, false])('hold a comma in each row: header %j', async (header) => {
    const text = `${header ? "'a','b','y'\n" : ''}${lines(9, (i) => `'w${i}, k','${i}','0'`)}`;
    const { columns } = await read(text, { header });
    expect(columns.map(cellTexts).map(([cell]) => cell)).toEqual(['w0, k', '0', '0']);
  });

  test('of some cells hold a comma, beside names that hold one', async () => {
    const text = `id,'a, b',y\n${lines(9, (i) => `${i},'w${i}, k',0`)}`;
    expect((await rowsOf(text)).slice(0, 2)).toEqual([
      ['id', 'a, b', 'y'],
      ['0', 'w0, k', '0'],
    ]);
  });

  test('hold a comma behind the names of rows, which the header does not count', async () => {
    expect((await rowsOf(`a,b\n${lines(9, (i) => `r${i},'x,${i}',${i}`)}`)).slice(0, 2)).toEqual([
      ['row_names', 'a', 'b'],
      ['r0', 'x,0', '0'],
    ]);
  });

  test.each(['\t', ';'])('hold a comma in fields that stand apart by others: %j', async (mark) => {
    const rows = lines(8, (i) => `'x,y'${mark}1,5${mark}2,${i}`);
    const { columns } = await read(rows, { header: false });
    expect(columns.map(cellTexts).map(([cell]) => cell)).toEqual(['x,y', '1,5', '2,0']);
  });

  test('are text where the header has a name for each field without them', async () => {
    expect((await rowsOf(`a,b,y\n${lines(9, (i) => `'x${i},y',0`)}`))[1]).toEqual([
      "'x0",
      "y'",
      '0',
    ]);
  });
});

test('a delimiter under which a quote stays open is none where another closes all', async () => {
  const text = '"p","q","r"\n"","",";"\n"",";","\n;"\n";","",""\n';
  expect(await rowsOf(text)).toEqual([
    ['p', 'q', 'r'],
    ['', '', ';'],
    ['', ';', '\n;'],
    [';', '', ''],
  ]);
  // Where none closes them, the most even one is taken, and the quote is told.
  await expect(read('a,b\n1,"2\n3,4\n')).rejects.toThrow(/stays open/);
});
