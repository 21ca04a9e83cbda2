import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
mkdirSync(join(folder.path, 'in'));
const write = (name: string, text: string) => folder.write(join('in', name), text);
const many = Array.from({ length: 300 }, (_, i) => `${i},word${i % 7},z\n`).join('');
write('b.csv', `n,t,when\n${many}`);
write('a.csv', 't;when;n\nhello;2024-01-01;1,5\n;;2\n');
write('c.jsonl', '{"n":"none","t":"word1","when":"x"}\n');
write('.hidden.csv', 'other\n1\n');
write('notes.md', '# notes');

async function cellsOf(path: string) {
  const { columns, rows } = await readTable(path);
  return { rows, ...Object.fromEntries(columns.map((own) => [own.name, cellTexts(own)])) };
}

test.each([
  ['a folder', 'in'],
  ['a pattern', 'in/[abc].*'],
])('%s is the table of its files in the order of their names, columns by name', async (_, path) => {
  const found = await cellsOf(join(folder.path, path));
  expect(found).toEqual({
    rows: 303,
    t: ['hello', '', ...Array.from({ length: 300 }, (_, i) => `word${i % 7}`), 'word1'],
    when: ['2024-01-01', '', ...Array<string>(300).fill('z'), 'x'],
    n: ['1,5', '2', ...Array.from({ length: 300 }, (_, i) => `${i}`), 'none'],
  });
});

test.each<[string, string, string]>([
  ['1,123', '1.123', '"1,123" in column "x" of '],
  ['1,5', '1.123', '"1.123" in column "x" of '],
  ['1,123', '5', '"1,123" in column "x" of '],
])(
  'files with other decimal marks are told apart where cells may have either: %s, %s',
  async (a, b, words) => {
    const path = folder.write('marks1.csv', `x;w\n${a};0,7\n2;12,25\n`);
    folder.write('marks2.csv', `x,w\n${b},0.7\n2,12.25\n`);
    await expect(readTable(path.replace('marks1', 'marks?'))).rejects.toMatchObject({
      code: 'OTHER_MARKS',
      message: expect.stringMatching(
        /marks1\.csv has decimal commas and .*marks2\.csv decimal points: as one table, /,
      ),
    });
    await expect(readTable(path.replace('marks1', 'marks?'))).rejects.toThrow(words);
  },
);

test.each<[string, string, string]>([
  ['beside versions', 'p;v\n11,50;1.2\n1,231;1.2\n', 'p,v\n"11.50",1.2\n"1,231",1.5\n'],
  ['beside dates', 'd;p\n12.05;11,50\n;1,231\n', 'd,p\n13.06,11.50\n,5\n'],
  ['beside lists', 'p;l\n11,50;"1,2"\n1,231;5\n', 'p,l\n"11.50","1,2"\n"1,231",5\n'],
  [
    'where a mark is known by another column alone',
    'p;q;v\n11,50;11,5;1.2\n2;1,231;1.2\n',
    'p,q,v\n"11.50","1,231",1.2\n2,5,1.5\n',
  ],
])('other decimal marks of a column are told %s', async (_, a, b) => {
  const path = folder.write('column1.csv', a);
  folder.write('column2.csv', b);
  await expect(readTable(path.replace('column1', 'column?'))).rejects.toMatchObject({
    code: 'OTHER_MARKS',
    message: expect.stringMatching(
      /column1\.csv has decimal commas and .*column2\.csv decimal points: .* "1,231" in column "[pq]"/,
    ),
  });
});

test.each<[string, string, string]>([
  ['no cell may have either', 'x;w\n1,5;0,7\n2;1\n', 'x,w\n1.25,0.7\n2,1\n'],
  ['a file shows no mark', 'x;w\n1,123;5\n2;1\n', 'x,w\n1.123,0.7\n2,1\n'],
  ['a file shows both', 'x;w\n1,123;5,5\n2;1.5\n', 'x,w\n1.123,0.7\n2,1\n'],
  ['commas are in lists', 'x;w\n[1,2];5\n2;1\n', 'x,w\n1.123,0.7\n2,1\n'],
  ['versions have points', 'p;v\n11,50;1.2\n1.231;2\n', 'p;v\n11,50;3\n7;1.2\n'],
  ['one has points in versions alone', 'p;v\n11,5;1.2\n2;2\n', 'p;v\n7;1.2\n1.231;2\n'],
  ['one has commas in lists alone', 'l,p\n"1,2",0.7\n3,2\n', 'l,p\n5,0.7\n"1,231",2\n'],
  ['a text has both', 't;p\n1,5;2\n1.5;1,231\n', 't,p\n1.5,0.7\n2,1\n'],
  ['such cells have one mark beside them', 'p;q\n1,5;1.5\n2;1.231\n', 'p,q\n1.5,0.7\n2,1.123\n'],
  ['both have thousands', 'x;w\n"1,123";5.5\n', 'x,w\n"1,123",0.7\n2,1\n'],
])('files are joined where %s', async (_, a, b) => {
  const path = folder.write('joined1.csv', a);
  folder.write('joined2.csv', b);
  expect((await readTable(path.replace('joined1', 'joined?'))).rows).toBeGreaterThan(2);
});

test('numbers with a few texts among them stay numbers', async () => {
  const path = folder.write('p1.csv', 'n,m\n1,2\nx,3\n');
  folder.write('p2.csv', 'n,m\ny,4\n2.50,5\nx,6\n');
  const raw = await readTable(path.replace('p1', 'p?'));
  expect(raw.columns.map(({ kind }) => kind)).toEqual(['numbers', 'numbers']);
  expect(raw.columns.map(cellTexts)).toEqual([
    ['1', 'x', 'y', '2.50', 'x'],
    ['2', '3', '4', '5', '6'],
  ]);
});

test('a file with other columns is named, and rows of a wrong length are told with their file', async () => {
  folder.write('q1.csv', 'n,m\n1,2\n1,2,3\n');
  const other = folder.write('q2.csv', 'n,k\n1,2\n');
  const path = join(folder.path, 'q*.csv');
  await expect(readTable(path, { skipBadRows: true })).rejects.toMatchObject({
    code: 'OTHER_COLUMNS',
    message: expect.stringMatching(
      /q2\.csv has other columns than .*q1\.csv: it lacks "m" and has "k"\.$/,
    ),
  });
  folder.write('q2.csv', 'm,n\n5,6\n5\n');
  const raw = await readTable(path, { skipBadRows: true });
  expect(raw.badRows).toEqual([
    { source: other.replace('q2.csv', 'q1.csv'), line: 3, cells: ['1', '2', '3'] },
    { source: other, line: 3, cells: ['5'] },
  ]);
});

test.each([
  ['none/*.csv', 'NO_FILE'],
  ['empty', 'IS_FOLDER'],
])('%s is an error', async (path, code) => {
  mkdirSync(join(folder.path, 'empty'), { recursive: true });
  await expect(readTable(join(folder.path, path))).rejects.toMatchObject({ code });
});

test('a file that is called like a pattern is that file', async () => {
  expect(await cellsOf(folder.write('odd[1].csv', 'a\n1\n'))).toEqual({ rows: 1, a: ['1'] });
});

test('files of rows that name their own columns may lack some', async () => {
  folder.write('r1.jsonl', '{"a":1,"b":"x"}\n{"a":2}\n');
  folder.write('r2.jsonl', '{"a":3,"c":true}\n');
  expect(await cellsOf(join(folder.path, 'r?.jsonl'))).toEqual({
    rows: 3,
    a: ['1', '2', '3'],
    b: ['x', '', ''],
    c: ['', '', 'true'],
  });
});
