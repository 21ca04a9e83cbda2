import { expect, test } from 'vitest';
import { readLater, readTraining } from '../fixtures/read-cells.js';

const many = (write: (i: number) => string) => Array.from({ length: 40 }, (_, i) => write(i));

test.each<[string, readonly string[], readonly number[], string]>([
  ['KGS beside pounds', ['22 LBS', '20 LBS', '10 KGS'], [22, 20, 22.046226218487757], 'in LBS'],
  ['pounds beside KGS', ['10 KGS', '20 KGS', '100 lb'], [10, 20, 45.359237], 'in KGS'],
  ['Sek beside minutes', ['5 Min', '7 Min', '30 Sek'], [5, 7, 0.5], 'in Min'],
  ['Ft beside inches', ['72 In', '70 In', '6 Ft'], [72, 70, 72], 'in In'],
  ['Ft beside feet and inches', ['6 Ft 2 In', '5 Ft 1 In', '6 Ft'], [74, 61, 72], 'in in'],
  ['Ft behind ranges', ['6-9 In', '3-7 In', '1-2 Ft'], [7.5, 5, 18], 'in In'],
])('a name of money is a unit beside its like: %s', (_, cells, values, words) => {
  const found = readTraining(cells);
  expect(found.kind).toBe('numeric');
  for (const [i, value] of values.entries()) expect(found.values[i]).toBeCloseTo(value, 12);
  expect(found.reason).toContain(words);
});

test.each<[string, readonly string[], string]>([
  ['alone', ['12 500 Ft', '990 Ft', '1 Ft'], 'currency Ft'],
  ['in any case', ['12 SEK', '1 200 SEK', '5 sek'], 'currency SEK'],
  ['beside other money', ['$12', '$7', '5 KGS'], 'currency $'],
  ['before numbers', ['KGS 12', 'KGS 7', 'KGS 5'], 'currency KGS'],
  ['beside bare numbers', ['12 Ft', '7 Ft', '5'], 'currency Ft'],
  ['beside millions of it', ['500 SEK', '700 SEK', '1.2 m SEK'], 'currency SEK'],
])('elsewhere it is money: %s', (_, cells, words) => {
  expect(readTraining(cells).reason).toContain(words);
});

test('other rows are read as training was', () => {
  const weights = many((i) => `${i + 1} ${i % 3 ? 'LBS' : 'KGS'}`);
  const tenKilos = expect.closeTo(22.046226218487757, 12);
  expect(readLater(weights, ['10 KGS', '22 LBS']).values).toEqual([tenKilos, 22]);
  expect(readLater(weights, ['10 KGS']).values).toEqual([tenKilos]);
  const pounds = many((i) => `${i + 1} lbs`);
  expect(readLater(pounds, ['10 KGS']).values).toEqual([tenKilos]);
  expect(readLater(pounds, ['10 KGS', '3 lb']).values).toEqual([tenKilos, 3]);
  expect(
    readLater(
      many((i) => `${i} Ft`),
      ['10 Ft', '7 Ft'],
    ).values,
  ).toEqual([10, 7]);
  expect(
    readLater(
      many((i) => `$${i}`),
      ['10 KGS'],
    ).values,
  ).toEqual([10]);
});
