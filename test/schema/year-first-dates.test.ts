import { expect, test } from 'vitest';
import { profileColumn } from '../../src/schema/column-profile.js';
import { datetimeReader } from '../../src/schema/datetime-reader.js';
import { inferColumn } from '../../src/schema/infer-column.js';
import { readColumns } from '../../src/table/read-rows.js';

function infer(cells: readonly string[]) {
  const [column] = readColumns({ when: cells }).columns;
  if (!column) throw new Error('no column');
  const { parser, evidence } = inferColumn(profileColumn(column));
  if (parser?.kind !== 'datetime') throw new Error('no dates');
  const read = datetimeReader(parser);
  return { evidence, dayOf: (cell: string) => new Date(read(cell)).toISOString().slice(0, 10) };
}

const two = (value: number) => `${value}`.padStart(2, '0');
/** Each day of January to March of two years. */
const parts = [19, 20].flatMap((year) =>
  [1, 2, 3].flatMap((month) =>
    Array.from({ length: 28 }, (_, i) => [two(year), two(month), two(i + 1)] as const),
  ),
);

test.each(['-', '/', '.'])('few years before many days, between "%s", are year first', (mark) => {
  const { evidence, dayOf } = infer(parts.map((own) => own.join(mark)));
  expect(dayOf(['19', '01', '27'].join(mark))).toBe('2019-01-27');
  expect(evidence.reason).toBe(`dates, year first: yy${mark}mm${mark}dd`);
  expect(evidence).not.toHaveProperty('doubt');
});

test.each(['-', '/', '.'])('few years behind many days, between "%s", are year last', (mark) => {
  const { dayOf } = infer(parts.map(([year, month, day]) => [day, month, year].join(mark)));
  expect(dayOf(['27', '01', '19'].join(mark))).toBe('2019-01-27');
});

test('ends of quarters and of years are year last', () => {
  const ends = ['31-03', '30-06', '30-09', '31-12'];
  const quarters = Array.from({ length: 24 }, (_, i) => `${ends[i % 4]}-${two(15 + (i >> 2))}`);
  expect(infer(quarters).dayOf('30-06-17')).toBe('2017-06-30');
  const years = Array.from({ length: 24 }, (_, i) => `31-12-${two(i + 1)}`);
  expect(infer(years).dayOf('31-12-24')).toBe('2024-12-31');
});

test('first parts above 31 are years, with a time behind or a word for none', () => {
  const { evidence, dayOf } = infer(['98-12-31 10:15', '99-01-05 11:00', '01-02-03 12:00', 'n.a.']);
  expect(dayOf('98-12-31 10:15')).toBe('1998-12-31');
  expect(dayOf('01-02-03 12:00')).toBe('2001-02-03');
  expect(evidence.missing).toBe(1);
});

test('where years could be first or last, the doubt names the format', () => {
  const { evidence, dayOf } = infer(['21-05-12', '22-06-14', '23-07-17', '20-01-31', '19-02-28']);
  expect(dayOf('21-05-12')).toBe('2012-05-21');
  expect(evidence.doubt).toContain('`types: {"when":"datetime:yy-mm-dd"}`');
});
