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

/** So many cells of the first kind, and a few of the second. */
const withFew = (few: number, other: (i: number) => string, own: (i: number) => string) =>
  Array.from({ length: 200 }, (_, i) => (i < 200 - few ? own(i) : other(i)));
const kronor = (i: number) => `${500 + i} SEK`;

test.each<[string, readonly string[], string]>([
  ['hours', withFew(1, () => '2 h', kronor), 'currency SEK; 1 cell such as "2 h" counts'],
  ['months in a tenth', withFew(20, (i) => `${i} months`, kronor), 'currency SEK; 20 cells'],
  [
    'a height',
    withFew(
      1,
      () => '20 cm',
      (i) => `${i + 1} 990 Ft`,
    ),
    'currency Ft, thousands separators; 1',
  ],
  [
    'hours, where kronor are kr as well',
    [...withFew(80, (i) => `${i} kr`, kronor), '2 h'],
    'currency SEK; 1 cell such as "2 h" counts',
  ],
])('a few units are strays among money: %s', (_, cells, words) => {
  const { kind, reason, values } = readTraining(cells);
  expect(kind).toBe('numeric');
  expect(reason).toContain(words);
  expect(values[0]).toBe(Number.parseInt(cells[0]?.replace(' ', '') ?? '', 10));
  expect(values.at(-1)).toBeNaN();
});

test.each<[string, readonly string[], number]>([
  [
    'parts in seconds',
    withFew(
      28,
      () => '1 Min 5 Sek',
      (i) => `${i} Sek`,
    ),
    65,
  ],
  [
    'parts in seconds, in capitals',
    withFew(
      2,
      () => '1 MIN 5 SEK',
      (i) => `${i + 100} SEK`,
    ),
    65,
  ],
  [
    'feet and inches',
    withFew(
      28,
      () => '11 Ft 6 In',
      (i) => `${i % 20} Ft`,
    ),
    11.5,
  ],
  [
    'feet in small letters',
    withFew(
      3,
      () => '22 ft',
      (i) => `${i + 100} Ft`,
    ),
    22,
  ],
  [
    'seconds spelled otherwise',
    withFew(
      3,
      () => '7 sec',
      (i) => `${i + 100} Sek`,
    ),
    7,
  ],
  [
    'a tenth of minutes beside less than 100',
    withFew(
      20,
      () => '2 Min',
      (i) => `${i % 60} Sek`,
    ),
    120,
  ],
  [
    'a tenth of centimetres beside less than 100',
    withFew(
      20,
      () => '61 cm',
      (i) => `${i % 60} Ft`,
    ),
    61 / 30.48,
  ],
])('a few of its own size, or beside small numbers, show a unit: %s', (_, cells, last) => {
  const { kind, values, doubt } = readTraining(cells);
  expect(kind).toBe('numeric');
  expect(values).not.toContain(Number.NaN);
  expect(values[9]).toBe(Number.parseInt(cells[9] ?? '', 10));
  expect(values.at(-1)).toBeCloseTo(last, 12);
  expect(doubt).toContain('if it is money, write');
});

test.each<[string, readonly string[]]>([
  [
    'parts of other units',
    withFew(
      1,
      () => '1h30m',
      (i) => `${i} Sek`,
    ),
  ],
  ['seconds beside a code', withFew(3, () => '7 sec', kronor)],
  [
    'a tenth of heights beside prices',
    withFew(
      20,
      () => '20 cm',
      (i) => `${i * 10 + 490} Ft`,
    ),
  ],
])('others show none: %s', (_, cells) => {
  const { values, reason } = readTraining(cells);
  expect(reason).toContain('currency');
  expect(values.at(-1)).toBeNaN();
});

test('a few weights are enough, as money in KGS is rare, and a few euros change no times', () => {
  const weights = readTraining(
    withFew(
      1,
      () => '20 lb',
      (i) => `${i + 5} KGS`,
    ),
  );
  expect(weights.values.at(-1)).toBeCloseTo(9.0718474, 12);
  const times = readTraining([
    ...withFew(
      20,
      () => '30 Sek',
      (i) => `${i + 5} Min`,
    ),
    '€5',
  ]);
  expect(times.values.slice(-2)).toEqual([0.5, Number.NaN]);
});

test('beside times kronor are money under both names', () => {
  const minutes = withFew(
    70,
    (i) => `${i} kr`,
    (i) => `${i + 5} min`,
  );
  expect(readTraining([...minutes, '300 SEK', '7 min']).values.slice(-3)).toEqual([
    Number.NaN,
    Number.NaN,
    7,
  ]);
});

test('what is read as a unit though it may be money is told', () => {
  const { doubt } = readTraining(
    withFew(
      60,
      (i) => `${i} LBS`,
      (i) => `${i + 5} KGS`,
    ),
  );
  expect(doubt).toContain('"5 KGS" is read as 5, in KGS; if it is money, write KGS before its');
  expect(readTraining(many((i) => `${i} KGS`)).doubt).toBeUndefined();
  expect(readTraining(many((i) => `${i} lbs`)).doubt).toBeUndefined();
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

test('weights of training in KGS alone are turned into those, also where none is in KGS', () => {
  const inKilos = many((i) => `${i + 1} KGS`);
  const { values, said } = readLater(inKilos, ['60 KGS', '70 KGS', '60 kg']);
  expect(values).toEqual([60, 70, 60]);
  expect(said).toContain('numbers in KGS ("60 kg" as 60)');
  const tenPounds = expect.closeTo(4.5359237, 12);
  expect(readLater(inKilos, ['10 lbs', '20 KGS']).values).toEqual([tenPounds, 20]);
  expect(readLater(inKilos, ['10 lbs', '1500 g']).values).toEqual([tenPounds, 1.5]);
  expect(readLater(inKilos, ['10 KGS', '5']).values).toEqual([10, 5]);
});

test.each<[string, (i: number) => string, readonly string[], readonly number[]]>([
  ['SEK', (i) => `${i + 1} SEK`, ['500 SEK', '700 SEK', '2 h'], [500, 700, Number.NaN]],
  ['kr', (i) => `${i + 1} kr`, ['500 SEK', '700 SEK', '2 h'], [500, 700, Number.NaN]],
  ['Ft', (i) => `${i + 1} Ft`, ['990 Ft', '700 Ft', '20 cm'], [990, 700, Number.NaN]],
])('money of training stays money beside units: %s', (_, trained, cells, values) => {
  expect(readLater(many(trained), cells).values).toEqual(values);
});

test('names spelled otherwise than in training take no cell of others along', () => {
  const inKilos = many((i) => `${i + 1} KGS`);
  const mixed = readLater(inKilos, ['50 KGS', '50 kgs', '60 kg', '100 lbs']);
  expect(mixed.values).toEqual([50, 50, 60, expect.closeTo(45.359237, 12)]);
  const alone = readLater(inKilos, ['50 KGS', '50 kgs', '60 KGS', '60 kgs']);
  expect(alone).toEqual({ values: [50, 50, 60, 60], said: '' });
  const turned = readLater(inKilos, ['50 kgs', '100 lb']);
  expect(turned.values).toEqual([50, expect.closeTo(45.359237, 12)]);
  expect(turned.said).toContain('numbers in KGS ("100 lb" as 45.359237)');
  expect(turned.said).not.toContain('converted');
});

test.each<[string, string, readonly string[], readonly number[]]>([
  ['feet', 'Ft', ['5 Ft', '6 ft'], [5, 6]],
  ['feet and inches', 'Ft', ['5 Ft', '6 Ft 6 In'], [5, 6.5]],
  ['seconds', 'Sek', ['5 Sek', '7 sec'], [5, 7]],
  ['minutes and seconds', 'Sek', ['5 Sek', '1 Min 5 Sek'], [5, 65]],
  ['seconds beside a code', 'SEK', ['5 SEK', '7 sec'], [5, Number.NaN]],
  ['forints in any case, as their number is the same', 'Ft', ['990 Ft', '700 ft'], [990, 700]],
])('a name alone in training is a unit where others show it: %s', (_, name, cells, values) => {
  expect(
    readLater(
      many((i) => `${i + 1} ${name}`),
      cells,
    ).values,
  ).toEqual(values);
});
