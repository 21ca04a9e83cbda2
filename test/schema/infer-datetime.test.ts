import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellReader } from '../../src/schema/cell-reader.js';
import { profileColumn } from '../../src/schema/column-profile.js';
import { datetimeReader } from '../../src/schema/datetime-reader.js';
import { inferColumn } from '../../src/schema/infer-column.js';
import type { ToldKind } from '../../src/schema/schema.js';
import { readColumns } from '../../src/table/read-rows.js';

function infer(cells: readonly string[], name = 'when', forced?: ToldKind) {
  const [column] = readColumns({ [name]: cells }).columns;
  if (!column) throw new Error('no column');
  return inferColumn(profileColumn(column), { forced });
}

const days = (rows: number, cell: (day: string) => string) =>
  Array.from({ length: rows }, (_, i) => cell(`${i + 1}`.padStart(2, '0')));

test('two styles in one column are both read, in an order that is data, and the reason says so', () => {
  const cells = [...days(20, (day) => `2024-01-${day}`), '01/25/2024', 'Feb 3, 2024'];
  const { parser, evidence } = infer(cells);
  expect(parser).toEqual({
    kind: 'datetime',
    order: 'year-first',
    also: ['month-first'],
    sentinels: true,
  });
  expect(evidence.reason).toBe('dates, year first; also month first');
});

test.each([
  ['a day first', (day: string) => `${day} Mar 2024`, 'dates with named months'],
  ['a time and a zone', (day: string) => `${day} Mar 2024 00:00 +0100`, 'dates with named months'],
  ['a month first', (day: string) => `March ${day}, 2024`, 'dates with named months'],
  ['digits alone', (day: string) => `2024-03-${day}`, 'dates, year first'],
  ['digits with signs', (day: string) => `2024年3月${day}日`, 'dates, year first'],
])('the reason tells of named months where dates have them: %s', (_, cell, reason) => {
  const { parser, evidence } = infer(days(20, cell));
  expect(evidence.reason).toBe(reason);
  expect(parser).toEqual({ kind: 'datetime', order: 'year-first', sentinels: true });
});

test('a style that reads days and months the other way round is not beside its opposite', () => {
  const cells = [...days(28, (day) => `${day}/01/2024`), '01/29/2024'];
  const { parser, evidence } = infer(cells);
  expect(parser).not.toHaveProperty('also');
  expect(parser).toMatchObject({ order: 'day-first' });
  expect(evidence.doubt).toContain(
    'dates have the day first, but 1 row such as "01/29/2024" can only have the month first and count as missing',
  );
  expect(evidence.reason).toContain('1 cell that is no date counts as missing');
});

test.each([
  ['zero dates', '0000-00-00'],
  ['zero dates with a time', '0000-00-00 00:00:00'],
  ['the first day of all', '0001-01-01'],
  ['Excel’s day 0', '1900-01-00'],
  ['the last day of all', '9999-12-31'],
  ['NaT', 'NaT'],
  ['a word of any language', 'keine Angabe'],
])('%s among dates are missing, however many, and counted', (_, cell) => {
  const { kind, evidence } = infer([
    ...days(20, (day) => `2024-01-${day}`),
    ...Array(9).fill(cell),
  ]);
  expect(kind).toBe('datetime');
  expect(evidence.missing).toBe(9);
  expect(evidence.reason).toContain(`9 cells such as "${cell}" say that there is no date`);
});

test('several unknown words among dates make it a column of something else', () => {
  const { kind } = infer([...days(20, (day) => `2024-01-${day}`), 'soon', 'later', 'tomorrow']);
  expect(kind).toBe('categorical');
});

test('where no day is above 12, the reason names the option that turns days and months', () => {
  const slashes = infer(days(12, (day) => `${day}/01/2024`));
  expect(slashes.parser).toMatchObject({ order: 'month-first' });
  expect(slashes.evidence).toHaveProperty('doubt');
  expect(slashes.evidence.reason).toContain('`types: {"when":"datetime:dd/mm/yyyy"}`');
  const dots = infer(days(12, (day) => `${day}.01.24`));
  expect(dots.parser).toMatchObject({ order: 'day-first' });
  expect(dots.evidence.reason).toContain('`types: {"when":"datetime:mm.dd.yy"}`');
  expect(infer(days(13, (day) => `${day}/01/2024`)).evidence).not.toHaveProperty('doubt');
  // Named months decide nothing, and neither do ISO dates beside them.
  const mixed = infer([...days(30, (day) => `2024-01-${day}`), '01/02/2024', '5 Mar 2024']);
  expect(mixed.evidence).toHaveProperty('doubt');
});

test('a decimal comma in the file puts days first', () => {
  const [column] = readColumns({ when: days(12, (day) => `${day}/01/2024`) }).columns;
  if (!column) throw new Error('no column');
  const { parser } = inferColumn(profileColumn(column), { decimal: ',' });
  expect(parser).toMatchObject({ order: 'day-first' });
});

test('a told format reads the cells, and cells that tell their order themselves', () => {
  const cells = [...days(12, (day) => `${day}/01/2024`), '2024-02-29', 'n.a.', 'x'];
  const { parser, evidence } = infer(cells, 'when', 'datetime:dd/mm/yyyy');
  expect(parser).toEqual({
    kind: 'datetime',
    order: 'day-first',
    format: 'dd/mm/yyyy',
    also: ['year-first'],
    sentinels: true,
  });
  expect(evidence.reason).toBe(
    'as told: dates as dd/mm/yyyy; 1 cell that stands for no date counts as missing; 1 cell that is no date counts as missing',
  );
  expect(evidence.missing).toBe(1);
});

test('a told format that reads few cells is an error that shows one', () => {
  const cells = days(20, (day) => `2024-01-${day}`);
  expect(() => infer(cells, 'when', 'datetime:dd/mm/yyyy')).toThrow(
    '"when" is told to hold dates as dd/mm/yyyy: 0 of 20 cells can be read so.',
  );
  expect(() => infer(cells, 'when', 'datetime:yyyy-dd')).toThrow(
    '"yyyy-dd" is no format of dates.',
  );
});

test('digits alone are dates where all of them are, or by the column’s name and their size', () => {
  const order = (cells: readonly string[], name = 'x') => infer(cells, name).parser;
  expect(order(['20240131', '20240201', '20231231'])).toMatchObject({ order: 'compact' });
  expect(order(['20240131', '20240201', '20231301'])).toMatchObject({ kind: 'numeric' });
  expect(order(days(28, (day) => `202402${day}`))).toMatchObject({ order: 'compact' });
  expect(order(['20240131', '0', '20240201', '20231231'])).toMatchObject({ order: 'compact' });
  expect(order(['45292', '45293.5'], 'order date')).toMatchObject({ order: 'excel-serial' });
  expect(order(['45292', '45293.5'], 'year to date')).toMatchObject({ kind: 'numeric' });
  expect(order(['45292', '145293'], 'date')).toMatchObject({ kind: 'numeric' });
  expect(order(['202401', '202312'], 'month')).toMatchObject({ order: 'compact' });
  expect(order(['202401', '202312'], 'amount')).toMatchObject({ kind: 'numeric' });
  const nanoseconds = ['1700000000000000000', '1710000000123456789'];
  expect(order(nanoseconds, 'ts')).toMatchObject({ order: 'epoch-nanoseconds' });
});

test('a column that is told to hold dates may have any name', () => {
  const order = (cells: readonly string[]) => infer(cells, 'x', 'datetime').parser;
  expect(order(['45292', '45293.5'])).toMatchObject({ order: 'excel-serial' });
  expect(order(['1999', '2004'])).toMatchObject({ order: 'year' });
  expect(order(['1700000000', '1710000000'])).toMatchObject({ order: 'epoch-seconds' });
});

test.each([
  ['versions', ['1.2.10', '4.15.30', '2.7.18']],
  ['versions of which one has a last part of one digit', [...days(30, (d) => `4.1.${d}`), '4.1.9']],
  ['seasons', ['2009-10', '2010-11', '2011-12']],
  ['rooms', ['2021-17', '2021-03', '2021-44']],
  ['days without a year', ['May 21', 'Jun 3', 'Apr 14']],
])('%s are no dates', (_, cells) => {
  expect(infer(cells).kind).toBe('categorical');
});

test('a name of several zones says what it is taken for', () => {
  const { evidence } = infer(['2024-01-01 10:00 IST', '2024-01-02 11:00 IST']);
  expect(evidence.reason).toContain('IST is taken for that of India, 5.5 hours before UTC');
});

/** Ways to write a day that can stand in one column: no cell has two readings. */
const STYLES: readonly ((iso: string) => string)[] = [
  (iso) => iso,
  (iso) => iso.split('-').reverse().join('.'),
  (iso) => iso.replaceAll('-', ''),
  (iso) => `${Date.parse(iso) / 86_400_000 + 25_569}`,
  (iso) => new Date(iso).toUTCString(),
  (iso) => `${iso} 00:00:00+00`,
];

test('a column of dates in any mix of styles is read cell by cell as what was written', () => {
  const day = fc.integer({ min: -5000, max: 30_000 });
  const cells = fc.array(fc.tuple(day, fc.nat(STYLES.length - 1)), { minLength: 5, maxLength: 40 });
  fc.assert(
    fc.property(cells, (drawn) => {
      const written = drawn.flatMap(([days, style]) => {
        const iso = new Date(86_400_000 * days).toISOString().slice(0, 10);
        return [iso, STYLES[style]?.(iso) ?? ''].map((cell) => ({ cell, time: 86_400_000 * days }));
      });
      // Between dots, days come first, and one above 12 says so.
      written.push({ cell: '31.12.1999', time: Date.UTC(1999, 11, 31) });
      const { parser } = infer(written.map(({ cell }) => cell));
      if (parser?.kind !== 'datetime') throw new Error('no dates');
      const read = cellReader(parser);
      for (const { cell, time } of written) expect(read(cell)).toBe(time);
    }),
  );
});

test('dates in both orders are left out, with a reason that says so and what to do', () => {
  const cells = [
    ...days(28, (day) => `${day}/01/2024`),
    ...days(20, (day) => `02/${day}/2024`),
    ...days(12, (day) => `03/${day}/2024`),
  ];
  const { kind, evidence } = infer(cells);
  expect(kind).toBe('ignored');
  expect(evidence.reason).toBe(
    'dates in both orders: 16 rows such as "13/01/2024" can only have the day first, 8 rows such as "02/13/2024" only the month, and the others could have either; write all in one order, as 2024-12-31, or `types: {"when":"datetime:dd/mm/yyyy"}` reads all in that order with 8 rows missing',
  );
  const told = infer(cells, 'when', 'datetime:dd/mm/yyyy');
  expect(told.parser).toMatchObject({ kind: 'datetime', format: 'dd/mm/yyyy' });
  expect(told.evidence.reason).toContain('8 cells that are no dates count as missing');
});

test('digits with the year last are dates where all of them are', () => {
  const cells = [...days(28, (day) => `${Number(day)}032024`), '0', '31129999'];
  const read = infer(cells, 'x');
  expect(read.kind).toBe('datetime');
  expect(read.parser).toMatchObject({ order: 'day-first', format: 'ddmmyyyy' });
  expect(read.evidence.reason).toBe(
    'dates, digits alone: ddmmyyyy; 2 cells that stand for no date count as missing',
  );
  expect(read.evidence).not.toHaveProperty('doubt');
  const { parser } = infer(['1012024', '31122024', '5062023', '17112024'], 'x');
  if (parser?.kind !== 'datetime') throw new Error('no dates');
  const time = datetimeReader(parser);
  expect(['1012024', '31122024'].map((cell) => new Date(time(cell)).toISOString())).toEqual([
    '2024-01-01T00:00:00.000Z',
    '2024-12-31T00:00:00.000Z',
  ]);
  const american = days(28, (day) => `3${day}2024`);
  expect(infer(american, 'x').parser).toMatchObject({ order: 'month-first', format: 'mmddyyyy' });
  const either = infer(
    days(12, (day) => `03${day}2024`),
    'order_date',
  );
  expect(either.parser).toMatchObject({ format: 'ddmmyyyy' });
  expect(either.evidence.doubt).toContain('"datetime:mmddyyyy"');
});

test('digits are no dates where some are no dates, are in a row, or are few', () => {
  expect(infer([...days(28, (day) => `${day}032024`), '32032024'], 'order_date').kind).not.toBe(
    'datetime',
  );
  expect(infer([...days(28, (day) => `${day}032024`), '15031024'], 'x').kind).not.toBe('datetime');
  expect(
    infer(
      days(30, (day) => `100120${day}`),
      'code',
    ).kind,
  ).not.toBe('datetime');
  expect(infer(['1012024', '31122024'], 'x').kind).not.toBe('datetime');
  expect(infer(['1012024', '31122024'], 'order_date').kind).toBe('datetime');
});

test('listopad is October beside months that only Croatian has, else November', () => {
  const croatian = infer([
    '5. siječnja 2024',
    '6. lipnja 2024',
    '7. srpnja 2024',
    '8. listopada 2024',
  ]);
  expect(croatian.parser).toMatchObject({ order: 'year-first', months: 'croatian' });
  const polish = infer([
    '5 stycznia 2024',
    '6 czerwca 2024',
    '7 sierpnia 2024',
    '8 listopada 2024',
  ]);
  expect(polish.parser).not.toHaveProperty('months');
  const dayOf = ({ parser }: ReturnType<typeof infer>, cell: string) => {
    if (parser?.kind !== 'datetime') throw new Error('no dates');
    return new Date(cellReader(parser)(cell)).toISOString().slice(0, 10);
  };
  expect(dayOf(croatian, '8. listopada 2024')).toBe('2024-10-08');
  expect(dayOf(croatian, '7. srpnja 2024')).toBe('2024-07-07');
  expect(dayOf(croatian, '6. lip 2024')).toBe('2024-06-06');
  const short = infer(['5. sij 2024', '6. lip 2024', '7. srp 2024', '8. lis 2024']);
  expect(dayOf(short, '7. srp 2024')).toBe('2024-07-07');
  expect(dayOf(polish, '8 listopada 2024')).toBe('2024-11-08');
  expect(dayOf(polish, '6 lip 2024')).toBe('2024-07-06');
});

test.each<[string, readonly string[], string]>([
  [
    'exec_time',
    ['120000000', '3669000000', '2500000000'],
    '3669000000 is read as 2086-04-07T06:40:00Z, seconds since 1970, by its name and size',
  ],
  [
    'exec_time',
    ['120000000', '399000000', '250000000'],
    '399000000 is read as 1982-08-24T01:20:00Z, seconds',
  ],
  ['salary_updated', ['30000', '49500', '41000'], '49500 is read as 2035-07-10, days as Excel'],
  ['updated_salary', ['41000', '43500', '42000.5'], '43500 is read as 2019-02-04, days as Excel'],
  ['ts_delta', ['1700000000000', '1710000000000'], '1710000000000 is read as 2024-03-09T16:00:00Z'],
  ['time_spent', ['1200000000', '1710000000'], '1710000000 is read as 2024-03-09T16:00:00Z'],
  ['time to first byte', ['1200000000', '1710000000'], '1710000000 is read as 2024-03-09'],
  ['updated_stock', ['41000', '43500'], '43500 is read as 2019-02-04, days as Excel'],
  ['date_amount', ['41000', '43500'], '43500 is read as 2019-02-04, days as Excel'],
])('numbers that are dates by their name and size may be none: %s', (name, cells, words) => {
  const { kind, evidence } = infer(cells, name);
  expect(kind).toBe('datetime');
  expect(evidence.doubt).toContain(`column "${name}": ${words}`);
  expect(evidence.doubt).toContain(`pass \`types: ${JSON.stringify({ [name]: 'numeric' })}\``);
  expect(infer(cells, name, 'datetime').evidence.doubt).toBeUndefined();
});

test.each<[string, readonly string[]]>([
  ['created_at', ['1200000000', '1710000000']],
  ['created_on', ['1600000000', '1710000000']],
  ['updated_date', ['40000', '45292']],
  ['event time utc', ['1600000000', '1710000000']],
  ['timestamp_ms', ['1600000000000', '1710000000000']],
  ['order date', ['45292', '45293.5']],
  ['date_joined', ['38000', '45292']],
  ['birth_date', ['25000', '38000']],
  ['birthdate', ['22000', '45292']],
  ['hire_date', ['25000', '45292']],
  ['hire_date', ['22000', '31000']],
  ['hireDate', ['25000', '45292']],
  ['price_date', ['41000', '45292']],
  ['Date Taken', ['41000', '45292']],
  ['date_to', ['41000', '45292']],
  ['Created Date/Time', ['44000', '45292.5']],
  ['Created Date (EST)', ['44000', '45292.5']],
  ['created_day', ['44000', '45292']],
  ['created_ts', ['1600000000', '1710000000']],
  ['updated_unixtime', ['1600000000', '1710000000']],
  ['time_start', ['1600000000', '1710000000']],
  ['time_created', ['1600000000', '1710000000']],
  ['Time Received', ['1600000000', '1710000000']],
  ['time_first_seen', ['1600000000', '1710000000']],
  ['ts_event', ['1600000000000', '1710000000000']],
  ['ts_server', ['1600000000000', '1710000000000']],
])('dates that their name and size show are not doubted: %s', (name, cells) => {
  const { kind, evidence } = infer(cells, name);
  expect(kind).toBe('datetime');
  expect(evidence.doubt).toBeUndefined();
});
