import { expect, test } from 'vitest';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

async function doubtOf(cells: readonly (string | number)[]) {
  const raw = await readTable(
    folder.write('x.csv', `x,z\n${cells.map((cell) => `${cell},a\n`).join('')}`),
  );
  return inferColumns(raw, { types: {}, ignore: [] })[0]?.evidence.doubt;
}

const temperatures = Array.from({ length: 80 }, (_, i) => (i % 35) - 5.5);

test.each([
  [-999, 3],
  [9999, 2],
  [-200, 5],
  [-99.9, 4],
])('%d in several rows, far from all others, is told with its option', async (value, rows) => {
  const cells = temperatures.map((cell, i) => (i < rows ? value : cell));
  expect(await doubtOf(cells)).toBe(
    `column "x" is ${value} in ${rows} rows, far from all others: if that means that there is none, pass \`missing: "x=${value}"\``,
  );
});

test('is told beside another doubt of the same column', async () => {
  const cells = temperatures.map((_, i) => (i < 3 ? '-999' : `${10 + i}.250`));
  const doubt = await doubtOf(cells);
  expect(doubt).toContain('its point as that of a fraction');
  expect(doubt).toContain('is -999 in 3 rows');
});

test.each<[string, (cell: number, i: number) => number]>([
  ['one row alone', (cell, i) => (i === 0 ? -999 : cell)],
  ['near the others', (cell, i) => (i < 4 ? 99 : cell + 60)],
  ['another number', (cell, i) => (i < 4 ? -1234 : cell)],
])('nothing is told of %s', async (_, change) => {
  expect(await doubtOf(temperatures.map(change))).toBeUndefined();
});
