import fc from 'fast-check';
import { expect, test } from 'vitest';
import { datetimeReader } from '../../src/schema/datetime-reader.js';
import type { DatetimeOrder, DatetimeParser } from '../../src/schema/schema.js';

test.each<[DatetimeOrder, string, string]>([
  ['year-first', '2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['year-first', '2024/2/9 7:05', '2024-02-09T07:05:00.000Z'],
  ['year-first', '2024-02-29T10:15:30.25+02:00', '2024-02-29T08:15:30.250Z'],
  ['year-first', '2024-02-29 10:15 -0530', '2024-02-29T15:45:00.000Z'],
  ['day-first', '24.12.2003', '2003-12-24T00:00:00.000Z'],
  ['day-first', '25-05-2013 17:00', '2013-05-25T17:00:00.000Z'],
  ['day-first', '1/2/69', '2069-02-01T00:00:00.000Z'],
  ['month-first', '1/2/70', '1970-01-02T00:00:00.000Z'],
  ['month-first', '12/31/1999 11:59 PM', '1999-12-31T23:59:00.000Z'],
  ['month-first', '12/31/1999 12:01 am', '1999-12-31T00:01:00.000Z'],
  ['day-first', 'Fri, 31 December 1999', '1999-12-31T00:00:00.000Z'],
  ['year-first', 'Sept 5, 2001 08:30', '2001-09-05T08:30:00.000Z'],
  ['time', '02.30.15', '1970-01-01T02:30:15.000Z'],
  ['time', '13:45', '1970-01-01T13:45:00.000Z'],
  ['epoch-seconds', '1700000000', '2023-11-14T22:13:20.000Z'],
  ['epoch-milliseconds', '1700000000123', '2023-11-14T22:13:20.123Z'],
  ['epoch-microseconds', '1700000000123456', '2023-11-14T22:13:20.123Z'],
  ['epoch-nanoseconds', '1700000000123456789', '2023-11-14T22:13:20.123Z'],
  ['excel-serial', '45292.5', '2024-01-01T12:00:00.000Z'],
  ['excel-serial', '25569', '1970-01-01T00:00:00.000Z'],
  ['compact', '20240229', '2024-02-29T00:00:00.000Z'],
  ['compact', '202402291015', '2024-02-29T10:15:00.000Z'],
  ['compact', '20240229101530', '2024-02-29T10:15:30.000Z'],
  ['compact', '202402', '2024-02-01T00:00:00.000Z'],
  ['year', '2024', '2024-01-01T00:00:00.000Z'],
  ['year-first', '2024-02-29 10:15:30+00', '2024-02-29T10:15:30.000Z'],
  ['year-first', '2024-02-29 10:15:30.5-03', '2024-02-29T13:15:30.500Z'],
  ['year-first', '2024-02-29 10:15 CET', '2024-02-29T09:15:00.000Z'],
  ['year-first', '2024-02-29 10:15 AEST', '2024-02-29T00:15:00.000Z'],
  ['month-first', '2/29/2024 1:15 PM PST', '2024-02-29T21:15:00.000Z'],
  ['day-first', '29.02.2024 10:15 IST', '2024-02-29T04:45:00.000Z'],
  ['year-first', 'Thu Feb 29 10:15:30 2024', '2024-02-29T10:15:30.000Z'],
  ['year-first', 'Fri Mar  1 10:15:30 EST 2024', '2024-03-01T15:15:30.000Z'],
  ['day-first', '29/Feb/2024:10:15:30 +0100', '2024-02-29T09:15:30.000Z'],
  [
    'month-first',
    'Thu Feb 29 2024 10:15:30 GMT+0100 (Central European Standard Time)',
    '2024-02-29T09:15:30.000Z',
  ],
  ['year-first', '2024-02-29T10:15:30+01:00[Europe/Berlin]', '2024-02-29T09:15:30.000Z'],
  ['year-first', '20240229T101530Z', '2024-02-29T10:15:30.000Z'],
  ['year-first', '20240229T1015+02', '2024-02-29T08:15:00.000Z'],
  ['year-first', '2024:02:29 10:15:30', '2024-02-29T10:15:30.000Z'],
  ['year-first', '2024年2月29日', '2024-02-29T00:00:00.000Z'],
  ['year-first', '2024-Feb-29', '2024-02-29T00:00:00.000Z'],
  ['day-first', '29FEB2024:10:15:30', '2024-02-29T10:15:30.000Z'],
  ['day-first', 'Donnerstag, 29. Februar 2024', '2024-02-29T00:00:00.000Z'],
  ['day-first', '1. März 2024', '2024-03-01T00:00:00.000Z'],
  ['day-first', '1er février 2024', '2024-02-01T00:00:00.000Z'],
  ['day-first', '1 JUIL. 2024', '2024-07-01T00:00:00.000Z'],
  ['day-first', '1 juin 2024', '2024-06-01T00:00:00.000Z'],
  ['day-first', '29 de febrero de 2024', '2024-02-29T00:00:00.000Z'],
  ['day-first', '1 set 2024', '2024-09-01T00:00:00.000Z'],
  ['day-first', '1 maggio 2024', '2024-05-01T00:00:00.000Z'],
  ['day-first', '1 mrt. 2024', '2024-03-01T00:00:00.000Z'],
  ['day-first', '1 maj 2024', '2024-05-01T00:00:00.000Z'],
  ['day-first', '1. desember 2024', '2024-12-01T00:00:00.000Z'],
  ['day-first', '5 października 2024', '2024-10-05T00:00:00.000Z'],
  ['day-first', '5 lis 2024', '2024-11-05T00:00:00.000Z'],
  ['day-first', '5 paź 2024', '2024-10-05T00:00:00.000Z'],
  ['day-first', '5. června 2024', '2024-06-05T00:00:00.000Z'],
  ['day-first', '5. července 2024', '2024-07-05T00:00:00.000Z'],
  ['day-first', '5. září 2024', '2024-09-05T00:00:00.000Z'],
  ['day-first', '5 мая 2024 г.', '2024-05-05T00:00:00.000Z'],
  ['day-first', '5 июля 2024 г., 17:05', '2024-07-05T17:05:00.000Z'],
  ['day-first', '5 нояб. 2024', '2024-11-05T00:00:00.000Z'],
  ['day-first', '5 Ağustos 2024', '2024-08-05T00:00:00.000Z'],
  ['day-first', '5 KASIM 2024', '2024-11-05T00:00:00.000Z'],
  ['day-first', '5 Kasım 2024', '2024-11-05T00:00:00.000Z'],
  ['day-first', '5 Haz 2024', '2024-06-05T00:00:00.000Z'],
  ['day-first', '5. maaliskuuta 2024', '2024-03-05T00:00:00.000Z'],
  ['day-first', '5. marraskuuta 2024', '2024-11-05T00:00:00.000Z'],
  ['day-first', '12.1.2020, 3:05 Uhr', '2020-01-12T03:05:00.000Z'],
  ['day-first', '12/1/2020 3:05 p. m.', '2020-01-12T15:05:00.000Z'],
  ['day-first', '12/1/2020 12:05:07 a.\u00a0m.', '2020-01-12T00:05:07.000Z'],
  ['year-first', '2020/1/12 下午3:05', '2020-01-12T15:05:00.000Z'],
  ['year-first', '2020/1/12 上午 12:05', '2020-01-12T00:05:00.000Z'],
  ['year-first', '2020年1月12日 午後3:05:09', '2020-01-12T15:05:09.000Z'],
  ['time', '下午3:05', '1970-01-01T15:05:00.000Z'],
  ['time', '3:05 p. m.', '1970-01-01T15:05:00.000Z'],
  ['month-first', 'March 1st, 2024', '2024-03-01T00:00:00.000Z'],
  ['period', '2024-02', '2024-02-01T00:00:00.000Z'],
  ['period', '2/2024', '2024-02-01T00:00:00.000Z'],
  ['period', 'Feb-24', '2024-02-01T00:00:00.000Z'],
  ['period', 'février 2024', '2024-02-01T00:00:00.000Z'],
  ['period', '2024Q3', '2024-07-01T00:00:00.000Z'],
  ['period', "Q3'24", '2024-07-01T00:00:00.000Z'],
  ['period', '3Q2024', '2024-07-01T00:00:00.000Z'],
  ['period', '2021-W01', '2021-01-04T00:00:00.000Z'],
  ['period', '2020-W53-7', '2021-01-03T00:00:00.000Z'],
  ['period', 'KW 7/2021', '2021-02-15T00:00:00.000Z'],
])('%s: %s is %s', (order, cell, wanted) => {
  expect(new Date(datetimeReader({ kind: 'datetime', order })(cell)).toISOString()).toBe(wanted);
});

test.each<[DatetimeOrder, string]>([
  ['year-first', '2023-02-29'],
  ['year-first', '2023-13-01'],
  ['year-first', '23-01-01'],
  ['day-first', '31/04/2023'],
  ['month-first', '13/01/2023'],
  ['day-first', '1-2.2023'],
  ['year-first', '2023-01-01 25:00'],
  ['year-first', '2023-01-01 10:61'],
  ['year-first', '2023-01-01 soon'],
  ['day-first', '12 Foo 2023'],
  ['time', '2.5'],
  ['epoch-seconds', 'x'],
  ['year-first', '2023-01-01 10:15 XYZ'],
  ['year-first', '2023-01-01 10:15-30'],
  ['day-first', '1 jui 2024'],
  ['compact', '20231301'],
  ['compact', '20230101246000'],
  ['compact', '18990101'],
  ['excel-serial', '45292x'],
  ['period', '2021-13'],
  ['period', '2021Q5'],
  ['period', '2021-W53'],
  ['period', 'May 21'],
])('%s: %s is none', (order, cell) => {
  expect(datetimeReader({ kind: 'datetime', order })(cell)).toBeNaN();
});

const at = (parser: Partial<DatetimeParser>, cell: string) =>
  datetimeReader({ kind: 'datetime', order: 'year-first', ...parser })(cell);

test('cells of further orders are read by these, and by no others', () => {
  const also = ['day-first', 'excel-serial', 'year'] as const;
  expect(at({ also }, '2024-03-01')).toBe(Date.UTC(2024, 2, 1));
  expect(at({ also }, '01.03.2024')).toBe(Date.UTC(2024, 2, 1));
  expect(at({ also }, '45352')).toBe(Date.UTC(2024, 2, 1));
  expect(at({ also }, '2024')).toBe(Date.UTC(2024, 0, 1));
  // No serial number of these years, and no month of any.
  expect([at({ also }, '5'), at({ also }, '70000'), at({ also }, '2024-03')]).toEqual(
    Array(3).fill(Number.NaN),
  );
});

test('dates of the year 9999 are none, but to models that were saved before', () => {
  expect(at({ sentinels: true }, '9999-12-31')).toBeNaN();
  expect(at({}, '9999-12-31')).toBe(Date.UTC(9999, 11, 31));
});

test.each<[string, string, number]>([
  ['dd/mm/yyyy', '03/04/2024', Date.UTC(2024, 3, 3)],
  ['dd/mm/yyyy', '3/4/2024 17:05', Date.UTC(2024, 3, 3, 17, 5)],
  ['mm.dd.yy', '03.04.24', Date.UTC(2024, 2, 4)],
  ['yymmdd', '240304', Date.UTC(2024, 2, 4)],
  ['ddmmyyyy', '03042024', Date.UTC(2024, 3, 3)],
  ['ddmmyyyy', '3042024', Date.UTC(2024, 3, 3)],
  ['mmddyyyy', '1312024', Date.UTC(2024, 0, 31)],
  ['yyyy-MM-dd HH:mm:ss', '2024-03-04 17:05:06', Date.UTC(2024, 2, 4, 17, 5, 6)],
  ['dd/mm/yyyy HH:MM', '03/04/2024 17:05', Date.UTC(2024, 3, 3, 17, 5)],
  ['yyyy/mm/dd hh.mi', '2024/3/4 17.05', Date.UTC(2024, 2, 4, 17, 5)],
  ['dd mon yyyy', '3 août 2024', Date.UTC(2024, 7, 3)],
  ['mm/yyyy', '03/2024', Date.UTC(2024, 2, 1)],
  ['HHMMss', '170506', Date.UTC(1970, 0, 1, 17, 5, 6)],
])('%s as told: %s', (format, cell, time) => {
  expect(at({ format }, cell)).toBe(time);
});

test.each([
  ['dd/mm/yyyy', '31/04/2024'],
  ['dd/mm/yyyy', '2024-04-03'],
  ['dd/mm/yyyy HH:MM', '03/04/2024 17:61'],
  ['ddmmyyyy', '342024'],
])('%s as told does not read %s', (format, cell) => {
  expect(at({ format }, cell)).toBeNaN();
});

test.each(['', 'dd/mm', 'yyyy', 'dd/dd/yyyy', 'foo', '%d/%m/%Y', 'dd/mm/yyyy ss', 'yyyy HH:MM'])(
  '"%s" is no format',
  (format) => {
    expect(() => datetimeReader({ kind: 'datetime', order: 'time', format })).toThrow(
      'is no format of dates',
    );
  },
);

const pad = (value: number, digits = 2) => `${value}`.padStart(digits, '0');
const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** How a time of whole seconds is printed, by order. */
const PRINTED: readonly (readonly [DatetimeOrder, (time: Date) => string])[] = [
  ['year-first', (t) => `${t.toISOString().slice(0, 19).replace('T', ' ')}+00`],
  [
    'day-first',
    (t) => `${pad(t.getUTCDate())}.${pad(t.getUTCMonth() + 1)}.${t.getUTCFullYear()} ${clock(t)}`,
  ],
  [
    'month-first',
    (t) => `${t.getUTCMonth() + 1}/${t.getUTCDate()}/${t.getUTCFullYear()} ${clock(t)}`,
  ],
  [
    'year-first',
    (t) =>
      `${pad(t.getUTCDate())}/${NAMES[t.getUTCMonth()]}/${t.getUTCFullYear()}:${clock(t)} +0000`,
  ],
  ['year-first', (t) => t.toUTCString()],
  ['year-first', (t) => `${t.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`],
  ['compact', (t) => t.toISOString().slice(0, 19).replace(/\D/g, '')],
  ['epoch-seconds', (t) => `${t.getTime() / 1000}`],
  ['excel-serial', (t) => `${t.getTime() / 86_400_000 + 25_569}`],
];

function clock(time: Date): string {
  return time.toISOString().slice(11, 19);
}

test('what is printed in any grammar reads back as the same time, and so does a mix of them', () => {
  const seconds = fc.integer({
    min: Date.UTC(1960, 0, 1) / 1000,
    max: Date.UTC(2060, 0, 1) / 1000,
  });
  const readers = PRINTED.map(([order]) => datetimeReader({ kind: 'datetime', order }));
  const mixed = datetimeReader({
    kind: 'datetime',
    order: 'year-first',
    also: ['day-first', 'compact', 'excel-serial'],
  });
  fc.assert(
    fc.property(seconds, (second) => {
      const time = new Date(1000 * second);
      for (const [i, [order, print]] of PRINTED.entries()) {
        expect(readers[i]?.(print(time))).toBe(time.getTime());
        if (order === 'month-first' || order === 'epoch-seconds') continue;
        expect(mixed(print(time))).toBe(time.getTime());
      }
    }),
  );
});

test('every time reads back from its ISO text', () => {
  const times = fc.date({
    min: new Date('1000-01-01'),
    max: new Date('9999-12-31'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(times, (time) => {
      expect(datetimeReader({ kind: 'datetime', order: 'year-first' })(time.toISOString())).toBe(
        time.getTime(),
      );
    }),
  );
});
