import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { writeExcel } from '../fixtures/write-excel.js';

const folder = tempFolder();
const rows = [
  { a: 1, b: 'x' },
  { a: 2, b: 'y' },
];
const lines = rows.map((row) => JSON.stringify(row)).join('\n');
const cells = [['a', 'b'], ...rows.map(({ a, b }) => [a, b])];
const columnData = [{ name: 'a', data: [1, 2] }];
const all = { delimiter: ';', quote: "'", sheet: 1, header: false };

test.each([
  ['CSV', folder.write('a.csv', 'a;b\n1;x\n2;y\n'), ['sheet']],
  ['Excel', folder.write('a.xlsx', writeExcel({ S: cells })), ['delimiter', 'quote']],
  [
    'JSON',
    folder.write('a.json', `[${lines.replace('\n', ',')}]`),
    ['delimiter', 'quote', 'sheet'],
  ],
  ['JSON Lines', folder.write('a.jsonl', lines), ['delimiter', 'quote', 'sheet']],
  [
    'Parquet',
    folder.write('a.parquet', Buffer.from(parquetWriteBuffer({ columnData }))),
    ['delimiter', 'quote', 'sheet'],
  ],
  ['data in memory', rows, ['delimiter', 'quote', 'sheet']],
])('%s says which options say nothing of it', async (form, source, unused) => {
  const { notes } = await readTable(source, all);
  const own = notes.filter((note) => note.includes('is not used for'));
  const options =
    typeof source !== 'string' || /csv|xlsx/.test(source) ? unused : [...unused, 'header: false'];
  expect(own).toHaveLength(options.length);
  for (const option of options) {
    expect(own).toContainEqual(expect.stringContaining(`\`${option}\` is not used for ${form}: `));
  }
  expect((await readTable(source)).notes.join()).not.toContain('is not used');
});

test('of several files an option that says nothing is told once', async () => {
  for (const name of ['p-1.csv', 'p-2.csv']) folder.write(name, 'a,b\n1,2\n');
  const { notes } = await readTable(`${folder.path}/p-*.csv`, { sheet: 'Sales' });
  expect(notes.filter((note) => note.includes('`sheet`'))).toHaveLength(1);
});
