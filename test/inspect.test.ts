import { expect, test } from 'vitest';
import { inspect } from '../src/inspect.js';
import { inferSchema } from '../src/schema/infer-schema.js';
import { readTable } from '../src/table/read-table.js';
import { tempFolder } from './fixtures/temp-folder.js';

const folder = tempFolder();
const lines = Array.from({ length: 30 }, (_, i) => {
  const message = ['free', 'money', 'now', 'today'].map((word, j) => `${word}${(i * 7 + j) % 60}`);
  const day = `${1 + (i % 28)}/02/2024`;
  return `${i + 1},$${i + 1}.50,${i % 2 ? 'yes' : 'no'},${day},${message.join(' ')},$${i + 1}.50,${i % 3}`;
});
const path = folder.write('mixed.csv', `id,price,new,day,note,twin,y\n${lines.join('\n')}\n`);

test('every column is named with its kind, why, an example and a summary', async () => {
  const { rows, task, columns } = await inspect(path, { label: 'y' });
  expect(rows).toBe(30);
  expect(task?.kind).toBe('multiclass');
  expect(columns.map(({ name, kind, role }) => [name, kind, role])).toEqual([
    ['id', 'ignored', 'feature'],
    ['price', 'numeric', 'feature'],
    ['new', 'boolean', 'feature'],
    ['day', 'datetime', 'feature'],
    ['note', 'categorical', 'feature'],
    ['twin', 'ignored', 'feature'],
    ['y', 'categorical', 'label'],
  ]);
  const [, price, isNew, day, , twin] = columns;
  expect(price).toMatchObject({ example: '$1.50', summary: 'median 16, 1.500 to 30.50' });
  expect(isNew).toMatchObject({ distinct: 2, missing: 0, summary: 'no 50 %, yes 50 %' });
  expect(day?.summary).toBe('2024-02-01 00:00 to 2024-02-28 00:00');
  expect(twin?.reason).toBe('the same as "price" in every row');
});

test('without a label there is no task, and told kinds win', async () => {
  const found = await inspect(path, { types: { id: 'numeric', note: 'text' }, ignore: ['new'] });
  expect(found.task).toBeUndefined();
  const { notes } = await inspect(path, { label: 'price', ignore: ['price'] });
  expect(notes).toContain('`ignore` names "price", which is the label, and stays it');
  const kinds = Object.fromEntries(found.columns.map(({ name, kind }) => [name, kind]));
  expect(kinds).toMatchObject({ id: 'numeric', note: 'text', new: 'ignored' });
});

test('a label that is not there, an unknown kind and dates that are none are errors', async () => {
  await expect(inspect(path, { label: 'Y' })).rejects.toThrow('no column "Y"');
  const types = { id: 'number' as 'numeric' };
  await expect(inspect(path, { types })).rejects.toThrow('`types` cannot be "number"');
  await expect(inspect(path, { types: { note: 'datetime' } })).rejects.toThrow('none is one');
});

test('points of thousands are so in the summary and the range too', async () => {
  const own = Array.from({ length: 40 }, (_, i) => `${3 * (i + 1)}.500;${i % 7},5`);
  const file = folder.write('points.csv', `a;b\n${own.join('\n')}\n`);
  const summary = 'median 62,000, 3500 to 120,500';
  for (const options of [{}, { label: 'b' }]) {
    const { columns } = await inspect(file, options);
    expect(columns[0]).toMatchObject({ name: 'a', kind: 'numeric', summary });
  }
  const raw = await readTable(file);
  const schema = inferSchema(raw, {
    ...{ label: 'b', task: 'auto', positive: undefined },
    ...{ types: {}, ignore: [] },
  });
  expect(schema.columns[0]?.range).toEqual({ low: 3500, high: 120_500, isWhole: true });
});

test('what fit warns of in rows is told before it learns from them', async () => {
  const rows = [
    'a,3',
    'b,4',
    'a,5',
    'total,12',
    'a,7',
    'b,1.5',
    'total,8.5',
    'a,2',
    'b,4',
    'total,6',
  ];
  const file = folder.write('sums.csv', `who,sum\n${rows.join('\n')}\n`);
  const { notes } = await inspect(file, { label: 'sum' });
  expect(notes).toContainEqual(expect.stringMatching(/^rows 4, 7, 10 may be subtotals: of "sum"/));
});
