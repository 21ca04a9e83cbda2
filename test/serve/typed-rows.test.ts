import { expect, test } from 'vitest';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { rowTyper } from '../../src/serve/typed-rows.js';
import { readColumns } from '../../src/table/read-rows.js';

test('seconds where training had milliseconds are read in a request as in a file', async () => {
  const rows = Array.from({ length: 40 }, (_, row) => row);
  const training = readColumns({
    created_at: rows.map((row) => `${1.7e12 + 86_411_000 * row}`),
    y: rows.map((row) => `${(row * 7) % 31}.5`),
  });
  const schema = inferSchema(training, { label: 'y', task: 'auto', types: {}, ignore: [] });
  const { table, places, notes } = await rowTyper(schema)([
    ['1709510400'],
    ['1709510400000'],
    ['5'],
  ]);
  const days = Date.parse('2024-03-04');
  const [column] = table?.columns ?? [];
  const values = column?.kind === 'datetime' ? column.values : [];
  const timeOf = new Map(places.map((place, i) => [place, values[i]]));
  expect([0, 1, 2].map((place) => timeOf.get(place))).toEqual([days, days, 5]);
  expect(notes.get(0)?.join()).toContain('is read as seconds since 1970');
  expect(notes.get(2)?.join()).toContain('"5" is read as 1970-01-01T00:00:00.005Z');
  expect([...notes.keys()]).toEqual([0, 2]);
});

test('a short year that may be the first part is told in a request as in a file', async () => {
  const two = (value: number) => `${value}`.padStart(2, '0');
  const rows = Array.from({ length: 40 }, (_, row) => row);
  const training = readColumns({
    when: rows.map((row) => `${two(1 + (row % 28))}/${two(1 + (row % 12))}/2023`),
    y: rows.map((row) => `${(row * 7) % 31}.5`),
  });
  const schema = inferSchema(training, { label: 'y', task: 'auto', types: {}, ignore: [] });
  const { table, notes, faults } = await rowTyper(schema)([['24/04/28'], ['28/04/2024']]);
  const [column] = table?.columns ?? [];
  const values = column?.kind === 'datetime' ? [...column.values] : [];
  expect(values).toEqual([Date.parse('2028-04-24'), Date.parse('2024-04-28')]);
  expect([...notes.keys(), ...faults.keys()]).toEqual([0]);
  expect(notes.get(0)?.join()).toContain('"24/04/28" is read as 2028-04-24');
});

test.each<readonly [string, string, string, string, string]>([
  [
    'a lost time zone',
    'T08:30:00+02:00',
    'T10:30:00',
    'T10:30:00Z',
    'lack the time zone of training',
  ],
  ['a lost time of day', 'T10:30:00', '', 'T00:00:00Z', 'lack the time of day of training'],
  ['a zone that training lacks', 'T10:30:00', 'T10:30:00+02:00', 'T08:30:00Z', 'have a time zone'],
])('%s is told in a request as in a file', async (_what, trained, asked, moment, said) => {
  const rows = Array.from({ length: 40 }, (_, row) => `2024-03-${10 + (row % 20)}`);
  const training = readColumns({
    when: rows.map((day) => day + trained),
    y: rows.map((_, row) => `${(row * 7) % 31}.5`),
  });
  const schema = inferSchema(training, { label: 'y', task: 'auto', types: {}, ignore: [] });
  const cells = [[`2024-03-04${asked}`], [`2024-03-04${trained}`]];
  const { table, places, notes, faults } = await rowTyper(schema)(cells);
  const [column] = table?.columns ?? [];
  const values = column?.kind === 'datetime' ? column.values : [];
  expect(values[places.indexOf(0)]).toBe(Date.parse(`2024-03-04${moment}`));
  expect([...notes.keys(), ...faults.keys()]).toEqual([0]);
  expect(notes.get(0)?.join()).toContain(said);
});
