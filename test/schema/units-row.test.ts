import { expect, test } from 'vitest';
import { inspect } from '../../src/inspect.js';
import { unitsRow } from '../../src/schema/units-row.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
let files = 0;

const rows = Array.from(
  { length: 30 },
  (_, i) => `${400 + i},${i + 20} m²,gas,${1 + ((i * 7) % 31)}.5`,
);
const write = (first: string) =>
  folder.write(`${++files}.csv`, ['Meter,Area,Heating,Use', first, ...rows, ''].join('\n'));

test('the label\u2019s error says where the row below the names is one of units', async () => {
  await expect(inspect(write(',m²,,kWh'), { label: 'Use' })).rejects.toMatchObject({
    message: 'The label "Use" holds "kWh" in row 1, which is not a finite number.',
    hint: 'The first row seems to name the units of the columns ("m²", "kWh"): remove it.',
  });
});

test.each([
  ['a row that has a number', '399,m²,,kWh'],
  ['a row that has a word above words', ',m²,oil,kWh'],
  ['a row of values', '399,30 m²,oil,8.5'],
  ['an empty row but for blanks', ' , , , '],
])('%s names no units', async (_, first) => {
  expect(unitsRow(await readTable(write(first), {}))).toBeUndefined();
});
