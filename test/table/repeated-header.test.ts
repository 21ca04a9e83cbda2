import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inspect } from '../../src/inspect.js';
import { cellTexts } from '../../src/table/raw-cells.js';
import type { RawTable } from '../../src/table/raw-table.js';
import { readBlocks } from '../../src/table/read-blocks.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

const NOTE =
  'is the header once more, as where files were put together: its cells count as missing';

function cellsOf({ columns }: Pick<RawTable, 'columns'>): Record<string, string[]> {
  return Object.fromEntries(columns.map((column) => [column.name, cellTexts(column)]));
}

test('a header in the middle is blank in its place, and told of', async () => {
  const file = folder.write('two.csv', 'age,town,won\n31,Bonn,yes\nage,town,won\n40,town,no\n');
  const table = await readTable(file);
  expect(cellsOf(table)).toEqual({
    age: ['31', '', '40'],
    town: ['Bonn', '', 'town'],
    won: ['yes', '', 'no'],
  });
  expect(table.notes).toEqual([`1 row of ${file} ${NOTE}`]);
});

test('a label named in the middle is no class, however many rows there are', async () => {
  const rows = Array.from({ length: 300 }, (_, i) => `${i},${i % 3 ? 'yes' : 'no'}`);
  const text = ['age,won', ...rows.slice(0, 200), 'age,won', ...rows.slice(200)].join('\n');
  const { task, columns } = await inspect(folder.write('long.csv', text), { label: 'won' });
  expect(task).toMatchObject({ kind: 'binary', classes: ['no', 'yes'] });
  expect(columns[1]).toMatchObject({ missing: 1, distinct: 2 });
  expect(columns[0]).toMatchObject({ kind: 'numeric', missing: 1, distinct: 300 });
});

test('a byte-order mark before it, blanks, names that come twice and none at all are the same names', async () => {
  const text = '\ufeffage, town,town,\n1,a,b,c\n\ufeffage,town ,town,\n2,d,e,f\n';
  const table = await readTable(folder.write('marks.csv', text));
  expect(cellsOf(table)).toEqual({
    age: ['1', '', '2'],
    town: ['a', '', 'd'],
    town_2: ['b', '', 'e'],
    column_4: ['c', '', 'f'],
  });
});

test('rows that hold some of the names, or files without a header, are as they are', async () => {
  const some = 'age,town,won\nage,town,yes\n1,town,won\n';
  const table = await readTable(folder.write('some.csv', some));
  expect(cellsOf(table)).toEqual({
    age: ['age', '1'],
    town: ['town', 'town'],
    won: ['yes', 'won'],
  });
  expect(table.notes).toEqual([]);
  const bare = folder.write('bare.csv', 'a,b,c\na,b,c\nc,b,a\n');
  expect(cellsOf(await readTable(bare, { header: false })).c1).toEqual(['a', 'a', 'c']);
});

test('names in another order are refused, as what is behind them is of other columns', async () => {
  const mixed = folder.write('mixed.csv', 'age,town,won\n31,Bonn,yes\ntown,age,won\nKiel,40,no\n');
  await expect(readTable(mixed)).rejects.toMatchObject({
    code: 'MIXED_COLUMNS',
    message: `${mixed}: row 2 names the columns in another order (town, age, won…).`,
  });
  // Of two columns it may be a pair of words.
  const pairs = folder.write('pairs.csv', 'left,right\nup,down\nright,left\n');
  expect(cellsOf(await readTable(pairs)).left).toEqual(['up', 'right']);
});

test('names that are values of their columns are data, in a whole table and in blocks', async () => {
  const basket = ['milk,bread', 'milk,bread', 'milk,', ',bread', 'milk,bread', 'milk,bread'];
  const file = folder.write('basket.csv', basket.join('\n'));
  const right = ['milk', 'milk', '', 'milk', 'milk'];
  const table = await readTable(file);
  expect(cellsOf(table).milk).toEqual(right);
  expect(table.notes).toEqual([]);
  const blocks: string[] = [];
  for await (const { table } of readBlocks(file, {}, { rows: 3, bytes: 1e6 })) {
    blocks.push(...(cellsOf(table).milk ?? []));
  }
  expect(blocks).toEqual(right);
});

test('rankings, whose rows are the names in any order, are data', async () => {
  const ranks = folder.write('ranks.csv', 'a,b,c\nb,a,c\na,b,c\nc,b,a\n');
  const table = await readTable(ranks);
  expect(cellsOf(table).a).toEqual(['b', 'a', 'c']);
  expect(table.notes).toEqual([]);
});

test('names in another order are told by their row of the file, in blocks too', async () => {
  const rows = Array.from({ length: 10 }, (_, i) => `${i},a,b`);
  const file = folder.write('late.csv', `n,k,won\n${rows.join('\n')}\nk,n,won\na,1,b\n`);
  const blocks = readBlocks(file, {}, { rows: 4, bytes: 1e6 });
  const read = async () => {
    for await (const _ of blocks);
  };
  await expect(read()).rejects.toMatchObject({ message: expect.stringContaining(': row 11 ') });
});

test('names that are numbers are known, too, unless all are', async () => {
  const years = folder.write('years.csv', '2020,2021,won\n1,2.5,a\n2020,2021,won\n2,3.5,b\n');
  expect(cellsOf(await readTable(years))).toEqual({
    2020: ['1', '', '2'],
    2021: ['2.5', '', '3.5'],
    won: ['a', '', 'b'],
  });
  const numbers = folder.write('numbers.csv', '0,1\n3,2.5\n0,1\n2,3.5\n');
  expect(cellsOf(await readTable(numbers))).toEqual({ 0: ['3', '0', '2'], 1: ['2.5', '1', '3.5'] });
});

test('wherever headers stand, rows keep their places, in blocks too', async () => {
  const row = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.nat(99).map(String), fc.constantFrom('a', 'word', 'n')) },
    { weight: 1, arbitrary: fc.constant(['n', 'word'] as const) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      const text = [['n', 'word'], ...rows].map((cells) => cells.join(',')).join('\n');
      const file = folder.write('any.csv', text);
      const isHeader = ([n, word]: readonly string[]) => n === 'n' && word === 'word';
      const right = rows.map((cells) => (isHeader(cells) ? ['', ''] : [...cells]));
      const { n = [], word = [] } = cellsOf(await readTable(file));
      expect(n.map((cell, i) => [cell, word[i]])).toEqual(right);
      const blocks: string[][] = [];
      for await (const { table } of readBlocks(file, {}, { rows: 7, bytes: 1e6 })) {
        const own = cellsOf(table);
        blocks.push(...(own.n ?? []).map((cell, i) => [cell, own.word?.[i] ?? '']));
      }
      expect(blocks).toEqual(right);
    }),
    { numRuns: 50 },
  );
});

test('blocks tell of all headers that they held', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => (i % 5 === 4 ? 'n,word' : `${i},w${i}`));
  const file = folder.write('many.csv', `n,word\n${rows.join('\n')}\n`);
  const blocks = readBlocks(file, {}, { rows: 6, bytes: 1e6 });
  let next = await blocks.next();
  while (!next.done) next = await blocks.next();
  expect(next.value).toEqual([
    `4 rows of ${file} are the header once more, as where files were put together: their cells count as missing`,
  ]);
});
