import { expect, test } from 'vitest';
import { inspect } from '../../src/inspect.js';
import { doubtAlike, doubtClasses } from '../../src/schema/doubt-alike.js';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { readColumns } from '../../src/table/read-rows.js';

const SAID =
  'differ in case or spaces alone, and are taken as different: write them alike in the data where they mean the same';
const times = (rows: number, cell: string) => Array<string>(rows).fill(cell);
/** Both spellings are too frequent to be slips. */
const town = [...times(20, 'Lyon'), ...times(15, 'lyon '), ...times(25, 'Paris')];

test('levels that differ in case or spaces alone are named', () => {
  expect(doubtAlike('town', ['Lyon', 'Paris', 'lyon'])).toBe(
    `column "town": "Lyon" and "lyon" ${SAID}`,
  );
  expect(doubtAlike('town', ['New York', 'NEW YORK', 'New  York', 'Rome', 'rome'])).toBe(
    `column "town": "New York", "NEW YORK" and "New  York"; "Rome" and "rome" ${SAID}`,
  );
  const many = ['one', 'two', 'three', 'four', 'five'].flatMap((own) => [own, own.toUpperCase()]);
  expect(doubtAlike('n', many)).toBe(
    `column "n": "one" and "ONE"; "two" and "TWO"; "three" and "THREE"; and 2 more ${SAID}`,
  );
});

test('short words are named beside longer ones, and of classes by themselves', () => {
  const answers = ['No', 'YES', 'Yes', 'no', 'yes', 'NO'];
  const said = `column "y": "No", "no" and "NO"; "YES", "Yes" and "yes" ${SAID}`;
  expect([doubtAlike('y', answers), doubtClasses('y', answers)]).toEqual([said, said]);
  expect(doubtClasses('y', ['no', 'NO', 'ja'])).toBe(`column "y": "no" and "NO" ${SAID}`);
  expect([doubtAlike('y', ['no', 'NO', 'ja']), doubtClasses('y', ['a', 'A'])]).toEqual([
    undefined,
    undefined,
  ]);
});

test.each([
  ['other letters', ['Lyon', 'Lyons', 'Lion']],
  ['short codes', ['a', 'A', 'mG', 'MG']],
  ['numbers with spaces', ['1 000', '10 00']],
])('nothing is said of %s', (_, levels) => {
  expect(doubtAlike('x', levels)).toBeUndefined();
});

test('nor of those that are told to stand apart', () => {
  expect(doubtAlike('x', ['Lyon', 'lyon'], new Set(['lyon']))).toBeUndefined();
});

test('inspect notes it of a column and of a label, and not of ids', async () => {
  const id = town.map((_, i) => (i % 2 ? `ROW${i >> 1}x` : `row${i >> 1}X`));
  const rows = town.map((own, i) => ({ town: own, id: id[i] ?? '', size: (7 * i) % 11, y: own }));
  const { notes, columns } = await inspect(rows, { label: 'y' });
  const said = (name: string) => `column "${name}": "Lyon" and "lyon" ${SAID}`;
  expect(notes.filter((note) => note.includes('alone'))).toEqual([said('town'), said('y')]);
  expect(columns.find(({ name }) => name === 'id')?.kind).toBe('ignored');
});

test('rare spellings count as the usual one, and both are told where there are both', () => {
  const cells = [...times(60, 'Oslo'), 'oslo', ...times(20, 'Rome'), ...times(20, 'ROME')];
  const raw = readColumns({ x: cells, y: cells.map((_, i) => i % 9) });
  const options = { label: 'y', task: 'auto', positive: undefined, types: {}, ignore: [] } as const;
  const { evidence, parser } = inferSchema(raw, options).columns[0] ?? {};
  expect(parser).toMatchObject({ levels: ['Oslo', 'ROME', 'Rome'].toSorted() });
  expect(evidence?.doubt).toContain('1 rare spelling counts as the usual one: "oslo" as "Oslo"');
  expect(evidence?.doubt).toContain(`; column "x": "Rome" and "ROME" ${SAID}`);
});
