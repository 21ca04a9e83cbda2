import { expect, test } from 'vitest';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { readColumns } from '../../src/table/read-rows.js';
import { readLater, readTraining } from '../fixtures/read-cells.js';

/** So many cells of the first kind, two thirds of them, and of the second. */
function mixed(count: number, first: (i: number) => string, second: (i: number) => string) {
  return Array.from({ length: count }, (_, i) => (i % 3 === 2 ? second(i) : first(i)));
}

const dollars = (i: number) => `$${i + 5}`;
const percents = (i: number) => `${i + 5}%`;
const weights = (i: number) => `${i + 5} kg`;

test.each<[string, (i: number) => string, (i: number) => string, string]>([
  ['percents and money', percents, dollars, 'percent'],
  ['money and percents', dollars, percents, 'currency $'],
  ['a unit and money', weights, dollars, 'in kg'],
  ['money and a unit', dollars, weights, 'currency $'],
  ['a unit and rand', weights, (i) => `R ${i + 5}`, 'in kg'],
  ['a unit and percents', weights, percents, 'in kg'],
  ['a ratio and percents', (i) => `${i + 5} mmol/mol`, percents, 'unit mmol/mol'],
  ['a word and percents', (i) => `${i + 5} ppm`, percents, 'unit ppm'],
  ['percents and a word', percents, (i) => `${i + 5} ppm`, 'percent'],
  ['thousands and percents', (i) => `${i + 5}k`, percents, 'unit k'],
])('%s are never read as one: the others are missing, which is told', (_, first, second, words) => {
  const found = readTraining(mixed(90, first, second));
  expect(found.kind).toBe('numeric');
  expect(found.values.slice(0, 3)).toEqual([5, 6, Number.NaN]);
  expect(found.reason).toContain(`two units; ${words}; 30 cells such as "${second(2)}" count as`);
  expect(found.doubt).toContain(`is read, and 30 cells such as "${second(2)}" count as missing`);
});

test('of discounts in few levels all are levels, with or without some that are 0', () => {
  const cells = mixed(90, (i) => `${5 * (i % 4)}%`, dollars);
  for (const own of [cells, [...cells, '0', '0']]) {
    expect(readTraining(own).kind).toBe('categorical');
    expect(readTraining(own).doubt).toContain('numbers in two units ("0%", "$7")');
  }
});

test.each<[string, readonly ((i: number) => string)[], string]>([
  ['tips', [dollars, (i) => `0.${i + 10}`, percents], 'in two units ("$5", "7%")'],
  [
    'a few discounts',
    [(i) => `${5 * (i % 4)}%`, (i) => `$${i % 5}`, (i) => `${i % 6}`],
    '"0%", "$1"',
  ],
  ['money, percents and none', [dollars, () => '-', percents], 'in two units ("$5", "7%")'],
  ['weights, volumes and bare', [weights, (i) => `${i} ml`, (i) => `${i}`], '("5 kg", "1 ml")'],
  ['three units', [weights, dollars, percents], 'in 3 units ("5 kg", "$6", "7%")'],
])('bare numbers beside two units hide none: %s', (_name, kinds, words) => {
  const cells = Array.from({ length: 120 }, (_, i) => kinds[i % 3]?.(i % 60) ?? '');
  const { kind, doubt } = readTraining(cells);
  expect(kind).toBe('categorical');
  expect(doubt).toContain(words);
  expect(doubt).toContain('which are taken for levels; turn them into one to use their sizes');
});

test('numbers in two units that are taken for ids are told of too', () => {
  const cells = Array.from(
    { length: 90 },
    (_, i) => `${['$', '', ''][i % 3]}${i}${['', '', '%'][i % 3]}`,
  );
  const raw = readColumns({ x: cells, z: cells.map((_, i) => 'ab'[i % 2] ?? '') });
  const [column] = inferColumns(raw, { types: {}, ignore: [] });
  expect(column).toMatchObject({ kind: 'ignored' });
  expect(column?.evidence.doubt).toContain('which are taken for ids');
});

test.each<[string, readonly string[]]>([
  ['of houses', ['12', '12A', '14C', '7', '9A', '12']],
  ['of seats', ['1A', '2C', '3K', '4L', '1C']],
  ['of places', ['1st', '2nd', '3rd', '12']],
])('numbers %s have no units', (_name, cells) => {
  expect(readTraining([...cells, ...cells])).toMatchObject({
    kind: 'categorical',
    doubt: undefined,
  });
});

test.each<[string, readonly string[], readonly number[], string]>([
  ['prices by weight beside prices', ['$5/kg', '$7', '$6/kg', '$8/kg'], [5, 7, 6, 8], 'currency $'],
  ['percents beside bare numbers', ['57%', '12.5', '44'], [57, 12.5, 44], 'percent'],
  ['money beside bare numbers', ['$57', '12.5', '44'], [57, 12.5, 44], 'currency $'],
  ['money in factors', ['$57k', '$950', '$2M', '3k'], [57e3, 950, 2e6, 3e3], 'multiplied out'],
])('%s are of one scale', (_, cells, values, words) => {
  expect(readTraining(cells)).toMatchObject({ kind: 'numeric', values });
  expect(readTraining(cells).reason).toContain(words);
});

test('a few percents among money are missing, and money says nothing of what a percent is', () => {
  const found = readTraining([...Array.from({ length: 60 }, (_, i) => dollars(i)), '3%']);
  expect(found.values.slice(-2)).toEqual([64, Number.NaN]);
  expect(found.reason).toContain('1 cell such as "3%" counts as missing');
  const shares = ['57%', '0.34', '12%', '0.5', ...Array.from({ length: 60 }, (_, i) => `${i}%`)];
  expect(readTraining([...shares, '$12']).values.slice(0, 4)).toEqual([0.57, 0.34, 0.12, 0.5]);
});

test('what training did not read beside others is no number in other rows', () => {
  const inPercents = mixed(90, percents, dollars);
  expect(readLater(inPercents, ['7%', '$7', '0']).values).toEqual([7, Number.NaN, 0]);
  expect(readLater(inPercents, ['$7', '$8']).values).toEqual([Number.NaN, Number.NaN]);
  const inMoney = mixed(90, dollars, percents);
  expect(readLater(inMoney, ['7%', '$7']).values).toEqual([Number.NaN, 7]);
  expect(readLater(inMoney, ['7%', '8%']).values).toEqual([Number.NaN, Number.NaN]);
  const inWeights = mixed(90, weights, dollars);
  expect(readLater(inWeights, ['7 kg', '$7']).values).toEqual([7, Number.NaN]);
  expect(readLater(inWeights, ['$7']).values).toEqual([Number.NaN]);
});

test('rand, of which there is no code, are refused as other money is', () => {
  const inWeights = mixed(90, weights, (i) => `R ${i + 5}`);
  expect(readLater(inWeights, ['R 45']).values).toEqual([Number.NaN]);
  expect(readLater(inWeights, ['$45']).values).toEqual([Number.NaN]);
  const later = readLater(inWeights, ['R 45', 'R 46', '5 kg', '1000 g']);
  expect(later.values).toEqual([Number.NaN, Number.NaN, 5, 1]);
  const inRand = mixed(90, (i) => `R ${i + 5}`, weights);
  expect(readLater(inRand, ['R 45', '5 kg', '6 kg']).values).toEqual([45, Number.NaN, Number.NaN]);
  const inPercents = mixed(90, percents, (i) => `R ${i + 5}`);
  expect(readLater(inPercents, ['R 45']).values).toEqual([Number.NaN]);
});

test('what training refused says nothing of how the others are written', () => {
  const none = Number.NaN;
  const inMoney = mixed(90, dollars, percents);
  const thousands = readLater(inMoney, ['$1,200.50', '$900', '$8', '5%']);
  expect(thousands.values).toEqual([1200.5, 900, 8, none]);
  expect(thousands.said).toContain('2 of 3 cells could be');
  expect(readLater(inMoney, ['5%', '6%', '7%', '$1,200.50']).values).toEqual([
    ...[none, none, none],
    1200.5,
  ]);
  expect(readLater(inMoney, ['($12.00)', '$8', '5%']).values).toEqual([-12, 8, none]);
  const inPercents = mixed(90, percents, dollars);
  expect(readLater(inPercents, ['12,5%', '$7', '9,1%']).values).toEqual([12.5, none, 9.1]);
  const pounds = mixed(90, (i) => `${i + 5} lbs`, dollars);
  expect(readLater(pounds, ['10 KGS', '$7']).values[0]).toBeCloseTo(22.046226218487757, 12);
});

test('percents beside money are not read as money where training had that alone', () => {
  const money = Array.from({ length: 60 }, (_, i) => dollars(i));
  expect(readLater(money, ['$7', '$8', '9%']).values).toEqual([7, 8, Number.NaN]);
  expect(() => readLater(money, ['7%', '8%', '$9'])).toThrow('2 as numbers with percent');
});
