import fc from 'fast-check';
import { expect, test } from 'vitest';
import { datetimeReader } from '../../src/schema/datetime-reader.js';
import type { DatetimeOrder } from '../../src/schema/schema.js';

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
])('%s: %s is %s', (order, cell, wanted) => {
  expect(new Date(datetimeReader(order)(cell)).toISOString()).toBe(wanted);
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
])('%s: %s is none', (order, cell) => {
  expect(datetimeReader(order)(cell)).toBeNaN();
});

test('every time reads back from its ISO text', () => {
  const times = fc.date({
    min: new Date('1000-01-01'),
    max: new Date('9999-12-31'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(times, (time) => {
      expect(datetimeReader('year-first')(time.toISOString())).toBe(time.getTime());
    }),
  );
});
