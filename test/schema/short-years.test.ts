import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profileColumn } from '../../src/schema/column-profile.js';
import { datetimeReader } from '../../src/schema/datetime-reader.js';
import { inferColumn } from '../../src/schema/infer-column.js';
import { inferColumns, inferSchema } from '../../src/schema/infer-schema.js';
import type { ColumnSchema, ToldKind } from '../../src/schema/schema.js';
import { readColumns } from '../../src/table/read-rows.js';

function infer(cells: readonly string[], name = 'when', forced?: ToldKind) {
  const [column] = readColumns({ [name]: cells }).columns;
  if (!column) throw new Error('no column');
  return inferColumn(profileColumn(column), { forced });
}

function dayOf({ parser }: ColumnSchema, cell: string): string {
  if (parser?.kind !== 'datetime') throw new Error('no dates');
  return new Date(datetimeReader(parser)(cell)).toISOString().slice(0, 10);
}

const years = (from: number, to: number, cell: (year: string) => string) =>
  Array.from({ length: to - from + 1 }, (_, i) => cell(`${(from + i) % 100}`.padStart(2, '0')));

test.each([
  ['when', years(1954, 1989, (year) => `10.02.${year}`), '10.02.54', '1954-02-10'],
  ['hired', years(1953, 1989, (year) => `24-JAN-${year}`), '24-JAN-53', '1953-01-24'],
  ['date_of_birth', years(1969, 1989, (year) => `8/21/${year}`), '8/21/69', '1969-08-21'],
  ['DOB', years(1931, 2012, (year) => `8/21/${year}`), '8/21/45', '1945-08-21'],
  ['Geburtsdatum', years(2010, 2020, (year) => `21.08.${year}`), '21.08.45', '1945-08-21'],
  ['opened', years(2015, 2024, (year) => `24.08.${year}`), '24.08.30', '2030-08-24'],
  ['maturity', years(2024, 2060, (year) => `24.08.${year}`), '24.08.55', '2055-08-24'],
  ['month', years(1948, 1969, (year) => `Feb-${year}`), 'Feb-55', '1955-02-01'],
])(
  'years of two digits of "%s" are of the hundred that its cells show',
  (name, cells, cell, day) => {
    expect(dayOf(infer(cells, name), cell)).toBe(day);
  },
);

test('a told format with two digits takes the hundred from the cells too', () => {
  const cells = years(1954, 1989, (year) => `10.02.${year}`);
  expect(dayOf(infer(cells, 'when', 'datetime:dd.mm.yy'), '10.02.54')).toBe('1954-02-10');
});

test('the reason says which years are read, and a doubt that they may be of two centuries', () => {
  const short = infer(years(1954, 1989, (year) => `20.02.${year}`));
  expect(short.evidence.reason).toContain('years of two digits are those from 1954 to 1989');
  expect(short.evidence).not.toHaveProperty('doubt');
  const long = infer(years(1935, 1999, (year) => `20.02.${year}`));
  expect(long.evidence.doubt).toContain(
    'column "when": 65 years of two digits may be of two centuries, and no format tells which: they are read as 1935 to 1999; write years with four digits',
  );
});

test('births are not behind the latest other dates of the table', () => {
  const born = years(1911, 1998, (year) => `8/21/${year}`);
  const seen = born.map((_, i) => `2010-03-${10 + (i % 20)}`);
  const table = readColumns({ birth: born, seen, y: born.map((_, i) => i % 2) });
  const [birth] = inferColumns(table, { types: {}, ignore: [] });
  if (!birth) throw new Error('no column');
  expect(dayOf(birth, '8/21/11')).toBe('1911-08-21');
  expect(dayOf(birth, '8/21/10')).toBe('2010-08-21');
  const { time } = inferSchema(table, {
    label: 'y',
    task: 'auto',
    types: {},
    ignore: [],
    time: 'birth',
  });
  expect(time?.parser).toEqual(birth.parser);
});

test('parsers that were saved without a hundred read those from 1970 on', () => {
  const read = datetimeReader({ kind: 'datetime', order: 'day-first' });
  expect(read('10.02.69')).toBe(Date.UTC(2069, 1, 10));
  expect(read('10.02.70')).toBe(Date.UTC(1970, 1, 10));
});

test('dates of some fifty years that are printed with two digits read back as the same days', () => {
  const draws = fc.record({
    first: fc.integer({ min: 1901, max: 1995 }),
    days: fc.array(fc.nat(50 * 365), { minLength: 1, maxLength: 20 }),
  });
  fc.assert(
    fc.property(draws, ({ first, days }) => {
      const ends = [0, 12, 24, 36, 50].map((year) => `${first + year}-12-31`);
      const drawn = days.map((day) =>
        new Date(Date.UTC(first, 0, 1) + 86_400_000 * day).toISOString().slice(0, 10),
      );
      const isos = [...ends, ...drawn];
      const print = (iso: string) => `${iso.slice(8)}/${iso.slice(5, 7)}/${iso.slice(2, 4)}`;
      const column = infer(isos.map(print));
      for (const iso of isos) expect(dayOf(column, print(iso))).toBe(iso);
    }),
  );
});
