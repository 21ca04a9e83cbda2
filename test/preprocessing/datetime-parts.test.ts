import { expect, test } from 'vitest';
import { datetimeParts } from '../../src/preprocessing/datetime-parts.js';

const times = Float64Array.of(Date.UTC(2024, 0, 31, 6), Date.UTC(2024, 6, 31, 18, 30), Number.NaN);

test('the parts of a time are plain numbers, those that do not differ left out', () => {
  const { fitted, transformed } = datetimeParts.fit({ cyclic: false }, times);
  expect(transformed.names).toEqual(['elapsed', 'month', 'hour']);
  const [elapsed, month, hour] = transformed.columns;
  expect(elapsed).toEqual(Float64Array.of(0, 182 + 12.5 / 24, Number.NaN));
  expect(month).toEqual(Float64Array.of(1, 7, Number.NaN));
  expect(hour).toEqual(Float64Array.of(6, 18.5, Number.NaN));
  const later = datetimeParts.transform(fitted, Float64Array.of(Date.UTC(2023, 11, 31)));
  expect(later.columns[0]?.[0]).toBe(-31.25);
});

test('for models that multiply, parts that come round again are a point on a circle', () => {
  const { transformed } = datetimeParts.fit({ cyclic: true }, times);
  expect(transformed.names).toEqual([
    'elapsed',
    'month sine',
    'month cosine',
    'hour sine',
    'hour cosine',
  ]);
  const [, , , sine, cosine] = transformed.columns;
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
