import { expect, test } from 'vitest';
import { datetimeParts } from '../../src/preprocessing/datetime-parts.js';

const times = Float64Array.of(Date.UTC(2024, 0, 31, 6), Date.UTC(2024, 6, 31, 18, 30), Number.NaN);

test('the parts of a time are plain numbers, those that do not differ left out', () => {
  const { fitted, transformed } = datetimeParts.fit({ cyclic: false }, times);
  expect(transformed.names).toEqual(['elapsed', 'quarter', 'month', 'week', 'day of year', 'hour']);
  const [elapsed, quarter, month, week, dayOfYear, hour] = transformed.columns;
  expect(quarter).toEqual(Float64Array.of(1, 3, Number.NaN));
  expect(week).toEqual(Float64Array.of(5, 31, Number.NaN));
  expect(dayOfYear).toEqual(Float64Array.of(31, 213, Number.NaN));
  expect(elapsed).toEqual(Float64Array.of(0, 182 + 12.5 / 24, Number.NaN));
  expect(month).toEqual(Float64Array.of(1, 7, Number.NaN));
  expect(hour).toEqual(Float64Array.of(6, 18.5, Number.NaN));
  const later = datetimeParts.transform(fitted, Float64Array.of(Date.UTC(2023, 11, 31)));
  expect(later.columns[0]?.[0]).toBe(-31.25);
});

test('a missing time is of no day, and so of no weekend', () => {
  const days = Float64Array.of(Date.UTC(2024, 5, 1), Date.UTC(2024, 5, 3), Number.NaN);
  const { transformed } = datetimeParts.fit({ cyclic: false }, days);
  const column = transformed.columns[transformed.names.indexOf('weekend')];
  expect(column).toEqual(Float64Array.of(1, 0, Number.NaN));
});

test('for models that multiply, parts that come round again are a point on a circle', () => {
  const { transformed } = datetimeParts.fit({ cyclic: true }, times);
  expect(transformed.names).toEqual([
    'elapsed',
    'month sine',
    'month cosine',
    'day of year sine',
    'day of year cosine',
    'hour sine',
    'hour cosine',
  ]);
  const [, , , , , sine, cosine] = transformed.columns;
  expect(sine?.[0]).toBeCloseTo(1, 12);
  expect(cosine?.[0]).toBeCloseTo(0, 12);
});

test('what is fitted is data that survives JSON, and a column without times has no parts', () => {
  const { fitted, transformed } = datetimeParts.fit(datetimeParts.defaults, times);
  const stored = JSON.parse(JSON.stringify(fitted)) as typeof fitted;
  expect(datetimeParts.transform(stored, times)).toEqual(transformed);
  const none = datetimeParts.fit(datetimeParts.defaults, Float64Array.of(Number.NaN, Number.NaN));
  expect(none.transformed.columns).toEqual([]);
});

test.each([
  ['2021-01-03', 53, 3, 1],
  ['2021-01-04', 1, 4, 0],
  ['2024-12-30', 1, 365, 0],
  ['2024-12-28', 52, 363, 1],
  ['2024-02-29', 9, 60, 0],
])('%s is in week %i, day %i of its year', (day, week, ofYear, weekend) => {
  const both = Float64Array.of(Date.parse(day), Date.UTC(2022, 5, 15));
  const { transformed } = datetimeParts.fit({ cyclic: false }, both);
  const partOf = (name: string) => transformed.columns[transformed.names.indexOf(name)]?.[0];
  expect([partOf('week'), partOf('day of year')]).toEqual([week, ofYear]);
  if (weekend === 1) expect(partOf('weekend')).toBe(1);
});

test('parts that were saved before there were more are the same', () => {
  const old = {
    kind: 'datetime-parts',
    cyclic: true,
    parts: ['elapsed', 'weekday'],
    start: Date.UTC(2024, 0, 1),
  } as const;
  const { names, columns } = datetimeParts.transform(old, Float64Array.of(Date.UTC(2024, 0, 8)));
  expect(names).toEqual(['elapsed', 'weekday sine', 'weekday cosine']);
  expect(columns[0]).toEqual(Float64Array.of(7));
});
