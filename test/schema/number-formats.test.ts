import { describe, expect, test } from 'vitest';
import { cellReader } from '../../src/schema/cell-reader.js';
import { inferColumns, inferSchema, type SchemaOptions } from '../../src/schema/infer-schema.js';
import type { Schema } from '../../src/schema/schema.js';
import { readColumns } from '../../src/table/read-rows.js';

/** What a column is taken for beside others, and the values of its cells. */
function read(cells: readonly string[], beside: readonly string[] = []) {
  const neighbour = cells.map((_, row) => beside[row % beside.length] ?? `${(row * 7) % 5}.5`);
  const table = beside.length > 0 ? { x: cells, beside: neighbour } : { x: cells };
  const [column] = inferColumns(readColumns(table), { types: {}, ignore: [] });
  const { parser = null, kind, evidence } = column ?? {};
  const values =
    parser?.kind === 'numeric' ? cells.map((cell) => cellReader(parser)(cell.trim())) : [];
  return { kind, values, reason: evidence?.reason, doubt: evidence?.doubt };
}

const COMMAS = ['1,5', '3,25', '9,75', '7,5'];

test.each<[string, readonly string[], readonly number[], (readonly string[])?]>([
  ['groups behind points, twice', ['950', '12.500', '1.234.567'], [950, 12500, 1234567]],
  ['one such cell speaks for all', ['1.234', '5.678', '12.345.678'], [1234, 5678, 12345678]],
  [
    'groups behind points beside decimal commas',
    ['950', '12.500', '3.125'],
    [950, 12500, 3125],
    COMMAS,
  ],
  ['points between whole numbers that end in 0', ['950', '12.500', '3.125'], [950, 12500, 3125]],
  ['what stands for none beside fractions', ['-999', '59.270', '8.125'], [-999, 59.27, 8.125]],
  ['points before three digits each', ['1.250', '12.500', '3.125'], [1.25, 12.5, 3.125]],
  [
    'fractions with points beside decimal commas',
    ['0.500', '12.500', '3.125'],
    [0.5, 12.5, 3.125],
    COMMAS,
  ],
  [
    'own commas between thousands beside decimal commas',
    ['1,234', '5,678', '12,345,678'],
    [1234, 5678, 12345678],
    COMMAS,
  ],
  [
    'own decimal points beside decimal commas',
    ['1,234', '1234.5', '999.25'],
    [1234, 1234.5, 999.25],
    COMMAS,
  ],
  ['groups of two, as in India', ['₹12,34,567', '₹1,23,456', '₹950'], [1234567, 123456, 950]],
  [
    'the same without a currency',
    ['12,34,567.50', '1,23,456', '99,999'],
    [1234567.5, 123456, 99999],
  ],
  ['signs before and behind a currency', ['-$5', '$-1,200', '$5-', '$7'], [-5, -1200, -5, 7]],
  ['a sign behind the number', ['123-', '45', '7.5-'], [-123, 45, -7.5]],
  ['a minus as printers set it', ['−5', '–7', '3'], [-5, -7, 3]],
  [
    'apostrophes and blanks',
    ["1'234.50", '12’345.00', '1 234.75', '1 234'],
    [1234.5, 12345, 1234.75, 1234],
  ],
  ['Arabic digits', ['١٢', '٣٫٥', '١٬٢٣٤'], [12, 3.5, 1234]],
  ['Persian digits', ['۱۲', '۳٫۵', '-۷'], [12, 3.5, -7]],
  ['Devanagari digits', ['१२', '३.५', '₹१,२३४'], [12, 3.5, 1234]],
  ['digits of full width', ['１２', '３．５', '４０％'], [12, 3.5, 40]],
  ['hexadecimal numbers', ['0x1F', '0x0a', '0xFF'], [31, 10, 255]],
  [
    'negatives with a currency before the parenthesis',
    ['$(5)', '$ (1,234.50)', '$7'],
    [-5, -1234.5, 7],
  ],
  ['powers of ten', ['1.2×10^3', '3 x 10^-2', '7'], [1200, 0.03, 7]],
  ['footnotes', ['1,234*', '18[2]', '900'], [1234, 18, 900]],
  ['exponents with a decimal comma', ['1,5E+03', '2,25E-01', '7,0E+00'], [1500, 0.225, 7]],
])('%s', (_name, cells, values, beside) => {
  expect(read(cells, beside)).toMatchObject({ kind: 'numeric', values });
});

test.each<[string, readonly string[], readonly number[]]>([
  ['reais', ['R$ 1.250,90', 'R$ 12,50', 'R$ 7'], [1250.9, 12.5, 7]],
  ['dollars of several countries’ names', ['A$1,200', 'A$12.50', '-A$3'], [1200, 12.5, -3]],
  ['dollars as US$', ['US$ 5', 'US$1,250.75', '$7', '9 USD'], [5, 1250.75, 7, 9]],
  ['rupees', ['Rs. 45,000', 'Rs.500', 'Rs 12', '₨ 7', '₹4,50,000'], [45000, 500, 12, 7, 450000]],
  ['złoty', ['1 234,50 zł', '99,99 zł', '5 zł'], [1234.5, 99.99, 5]],
  ['crowns', ['kr 1.200,50', '12 kr.', '500,- kr', 'Kr. 7'], [1200.5, 12, 500, 7]],
  ['koruna', ['1 299 Kč', '49 Kč', '-5 Kč'], [1299, 49, -5]],
  ['forint', ['12 500 Ft', '990 Ft', '1 Ft'], [12500, 990, 1]],
  ['lei', ['12,50 lei', '99 lei', '1.250,00 lei'], [12.5, 99, 1250]],
  ['francs', ["CHF 1'234.50", 'CHF 12', 'Fr. 5.50', 'Fr.7'], [1234.5, 12, 5.5, 7]],
  ['other signs', ['₺1', '₺2.50', '₺3'], [1, 2.5, 3]],
  ['đồng', ['12.500₫', '1.250.000 ₫', '900 ₫'], [12500, 1250000, 900]],
  ['codes behind', ['12 SEK', '1 200 SEK', '5 sek'], [12, 1200, 5]],
  ['codes before', ['NGN 1,500', 'NGN500', '-NGN 7'], [1500, 500, -7]],
  ['a sign and a code', ['$5 CAD', '$1,250 CAD', '$7.5 CAD'], [5, 1250, 7.5]],
  ['no cents', ['500,-', '1.200,-', '99,-'], [500, 1200, 99]],
  ['no öre', ['12:-', '99:-', '1 200:-'], [12, 99, 1200]],
  ['rand', ['R 12.50', 'R 1 200.00', 'R 99.90'], [12.5, 1200, 99.9]],
  ['thousands of euros', ['12 T€', '8,5 T€', '130 k€'], [12000, 8500, 130000]],
  ['lakhs as L', ['₹10L', '₹2Cr', '₹50.5L'], [10e5, 2e7, 50.5e5]],
  ['yen of full width', ['￥1,200', '¥500', '300円'], [1200, 500, 300]],
])('money: %s', (_name, cells, values) => {
  expect(read(cells)).toMatchObject({ kind: 'numeric', values });
});

test('of several currencies the commonest is the column’s, and the others are told to be missing', () => {
  const cells = [...Array.from({ length: 60 }, (_, i) => `€${i + 1}`), '$5', '£7'];
  const { values, reason } = read(cells);
  expect(values.slice(-3)).toEqual([60, Number.NaN, Number.NaN]);
  expect(reason).toContain('2 cells such as "$5" count as missing');
});

test.each<[string, readonly string[], readonly number[], string]>([
  [
    'k beside bare numbers',
    ['950', '1.2k', '12K', '1,100'],
    [950, 1200, 12000, 1100],
    'multiplied out',
  ],
  ['money in millions', ['$3.4M', '$2.05M', '$1.1M'], [3.4e6, 2.05e6, 1.1e6], 'multiplied out'],
  [
    'several factors',
    ['1.1k', '2.5M', '3B', '7bn', '4mn'],
    [1100, 2.5e6, 3e9, 7e9, 4e6],
    'multiplied out',
  ],
  ['German ones', ['1,5 Mio. €', '250 Tsd. €', '2 Mrd. €'], [1.5e6, 250e3, 2e9], 'multiplied out'],
  ['lakh and crore', ['₹45 Lakh', '₹1.2 Cr', '₹85 lac'], [45e5, 1.2e7, 85e5], 'multiplied out'],
  ['Chinese ones', ['3.5万', '950', '1.2亿'], [35000, 950, 1.2e8], 'multiplied out'],
  ['one factor alone is a unit', ['1.2k', '3k', '4.5k'], [1.2, 3, 4.5], 'unit k'],
  ['metres are no millions', ['12 m', '3.5 m', '7'], [12, 3.5, 7], 'unit m'],
])('factors: %s', (_name, cells, values, words) => {
  const found = read(cells);
  expect(found).toMatchObject({ kind: 'numeric', values });
  expect(found.reason).toContain(words);
});

test.each<[string, readonly string[], readonly number[], string]>([
  ['mass', ['2 kg', '500 g', '1.5 kg', '3kg'], [2, 0.5, 1.5, 3], 'in kg'],
  ['bytes', ['512 KB', '1.5 MB', '2 MB', '3 GB'], [0.512, 1.5, 2, 3000], 'in MB'],
  ['binary bytes', ['1 GiB', '512 MiB', '2 GiB'], [1, 0.5, 2], 'in GiB'],
  ['length', ['5 km', '3 mi', '700 m', '2 km'], [5, 4.828032, 0.7, 2], 'in km'],
  ['feet, inches, yards', ['6 ft', '18 in', '2 yd', '3 feet'], [6, 1.5, 6, 3], 'in ft'],
  ['times', ['250 ms', '1.5 s', '3 s'], [0.25, 1.5, 3], 'in s'],
  ['ages', ['2 years', '1 year', '6 months', '3 years'], [2, 1, 0.5, 3], 'in years'],
  ['ounces', ['2 lb', '8 oz', '3 lbs', '1 lb'], [2, 0.5, 3, 1], 'in lb'],
  ['areas of two words', ['1,200 sq ft', '950 sq. ft.', '800 sqft'], [1200, 950, 800], 'sq ft'],
  ['one unit', ['5 min', '7 min', '12 min'], [5, 7, 12], 'unit min'],
  ['one unit in two numbers', ['1 bath', '2 baths', '3 baths'], [1, 2, 3], 'unit baths'],
  ['a unit with per', ['$1,200 per month', '$950 per month'], [1200, 950], 'unit per month'],
  ['ages', ['25 years old', '30 years old'], [25, 30], 'unit years old'],
  ['per mille', ['5‰', '7 ‰'], [5, 7], 'unit ‰'],
  ['a unit with a slash', ['$5/hr', '$12.50/hr', '$7 /hr'], [5, 12.5, 7], 'unit /hr'],
])('units: %s', (_name, cells, values, words) => {
  const found = read(cells);
  expect(found.kind).toBe('numeric');
  for (const [i, value] of values.entries()) expect(found.values[i]).toBeCloseTo(value, 12);
  expect(found.reason).toContain(words);
});

test.each<[string, readonly string[], readonly number[], string]>([
  ['minutes and hours', ['5 min', '1 h', '90 min', '2 h 15 min'], [5, 60, 90, 135], 'min'],
  ['without blanks', ['1h30m', '45m', '2h', '10m'], [90, 45, 120, 10], 'min'],
  ['hours and what is behind them', ['1h30', '2h05', '12h00'], [90, 125, 720], 'min'],
  ['ISO 8601', ['PT1H30M', 'PT45S', 'P3DT4H', '-PT0.5S'], [5400, 45, 273600, -0.5], 's'],
  [
    'as pandas prints them',
    ['2 days 03:04:05', '0 days 00:00:01.5', '-1 days +23:00:00'],
    [183845, 1.5, -3600],
    's',
  ],
  [
    'as Python prints them',
    ['1 day, 0:03:04', '-1 day, 23:59:59', '-2 days, 12:00:00.500000'],
    [86584, -1, -129599.5],
    's',
  ],
  [
    'words',
    ['1 hour, 5 minutes', '2 hours and 1 minute', '3 hours, 30 min'],
    [65, 121, 210],
    'min',
  ],
  ['years and months', ['3 yrs 2 mos', '11 mos', '1 yr 1 mo'], [38, 11, 13], 'mo'],
  ['feet and inches', [`5'11"`, `6'0"`, `5' 2"`, '5 ft 7 in'], [71, 72, 62, 67], 'in'],
])('in several units: %s', (_name, cells, values, words) => {
  const found = read(cells);
  expect(found).toMatchObject({ kind: 'numeric', values });
  expect(found.reason).toContain(words);
});

test.each<[string, readonly string[], readonly number[]]>([
  ['below and above', ['0.3', '<0.05', '>5.0', '≤1'], [0.3, 0.05, 5, 1]],
  ['at least', ['40+', '12', '7', '65 or more'], [40, 12, 7, 65]],
  ['about', ['~12', '≈3', 'ca. 5', '7', 'about 9', 'c. 4'], [12, 3, 5, 7, 9, 4]],
  ['installs', ['1,000+', '5,000,000+', '10+'], [1000, 5000000, 10]],
])('bounds: %s', (_name, cells, values) => {
  const found = read(cells);
  expect(found).toMatchObject({ kind: 'numeric', values });
  expect(found.reason).toContain('as their number');
});

test('percents beside fractions of 1 are shares, others stay as they are', () => {
  const mixed = read(['57%', '0.34', '12 %', '0.5']);
  expect(mixed.values).toEqual([0.57, 0.34, 0.12, 0.5]);
  expect(mixed.reason).toContain('57% is 0.57');
  expect(read(['57%', '12.5%']).values).toEqual([57, 12.5]);
  expect(read(['57%', '12.5', '44']).values).toEqual([57, 12.5, 44]);
});

test.each<[string, readonly string[], readonly number[], string]>([
  ['beyond a day', ['36:15:00', '01:30:00', '100:00:30'], [130500, 5400, 360030], 'durations'],
  ['minutes and seconds', ['75:30', '4:05', '59:59'], [4530, 245, 3599], 'durations'],
  ['behind days', ['5:10:05', '1 day, 0:03:04', '0:00:30'], [18605, 86584, 30], 'durations'],
  ['behind none', ['5:10:05', '0 days 00:03:04'], [18605, 184], 'durations'],
  ['bands of age', ['10-19', '20-29', '30-39'], [14.5, 24.5, 34.5], 'ranges as their middle'],
  [
    'bands with open ends',
    ['<18', '18-24', '25–34', '65+'],
    [18, 21, 29.5, 65],
    'ranges as their middle',
  ],
  [
    'salaries',
    ['$37K-$66K', '$45K - $95K', '$112K–$116K'],
    [51500, 70000, 114000],
    'ranges as their middle',
  ],
  ['a unit behind both', ['5 to 10 kg', '10 to 20 kg'], [7.5, 15], 'ranges as their middle'],
  ['fractions', ['1/2', '3/4', '1 3/4', '2', '2½'], [0.5, 0.75, 1.75, 2, 2.5], 'fractions'],
  ['inches', ['1/2"', '3/4"', '1 1/2"'], [0.5, 0.75, 1.5], 'fractions'],
  ['ratings', ['3/5', '4/5', '4.5/5', '5 out of 5'], [0.6, 0.8, 0.9, 1], 'fractions'],
  [
    'ranges with points in thousands',
    ['1.000-2.000 €', '500-1.000 €'],
    [1500, 750],
    'ranges as their middle',
  ],
  [
    'blood pressures',
    ['120/80', '110/70', '135/85', '140/90', '118/76', '125/82', '99/61', '150/95'],
    [100, 90, 110, 115, 97, 103.5, 80, 122.5],
    'pairs as their mean',
  ],
])('in a column of their like: %s', (_name, cells, values, words) => {
  const found = read(cells);
  expect(found).toMatchObject({ kind: 'numeric', values });
  expect(found.reason).toContain(words);
});

test('ranges among bare numbers are numbers too', () => {
  const cells = [
    ...Array.from({ length: 120 }, (_, i) => `${1000 + 7 * i}`),
    '1133 - 1384',
    '900 - 950',
  ];
  expect(read(cells).values.slice(-2)).toEqual([1258.5, 925]);
});

test.each<[string, readonly string[], string]>([
  ['codes of a letter and digits', ['V60', 'V61', 'E99.1', 'V60'], 'categorical'],
  ['codes with a letter inside', ['12B4', '13C7', '12B9', '13C7'], 'categorical'],
  ['ICD', ['A10.1', 'B12.0', 'A10.2', 'C14.3'], 'categorical'],
  ['two dots', ['1.2.10', '4.15.300', '1.2.10', '5.4.200'], 'categorical'],
  ['telephones', ['555-1234', '555-9876', '212-4567', '555-1234'], 'categorical'],
  ['longer ones', ['+1 212 555-0100', '+1 212 555-0199', '+1 415 555-0123'], 'categorical'],
  ['scores', ['2-1', '0-3', '1-1', '2-0'], 'categorical'],
  ['months of a year', ['2021-03', '2021-04', '2020-12'], 'datetime'],
  ['postal codes of nine digits', ['12345-6789', '98765-4321', '12345-0001'], 'categorical'],
  ['codes of a currency’s letters', ['EUR-12', 'EUR-13', 'EUR-14'], 'categorical'],
  ['marks of schools', ['2-', '3+', '1', '2+'], 'categorical'],
  ['years that go on', ['1990-', '2001-', '2010-'], 'categorical'],
  ['seats', ['12A', '14C', '3F', '12D'], 'categorical'],
  ['house numbers', ['12', '14B', '15A', '7C'], 'categorical'],
  ['streets', ['12 Main Street', '7 High Road', '9 Long Lane'], 'categorical'],
  ['addresses', ['10.0.0.1', '10.0.0.2', '192.168.1.1'], 'categorical'],
  ['times of day', ['12:30:00', '23:15:59'], 'datetime'],
  ['words with a currency’s name', ['try', 'all', 'top'], 'categorical'],
])('no numbers: %s', (_name, cells, kind) => {
  expect(read(cells).kind).toBe(kind);
});

test('cells that only the other decimal mark can read are read by it', () => {
  const found = read(['$1,234.50', '$12.75', '$1.250,90', '$ -12,50']);
  expect(found.values).toEqual([1234.5, 12.75, 1250.9, -12.5]);
  expect(found.reason).toContain('in some cells a decimal comma');
});

test('money in several currencies is that of the commonest, and the user is told', () => {
  const found = read(['$-1,200', '₹4,50,000', 'R$ 1.250,90', '$5', '1,234.50-']);
  const missing = Number.NaN;
  expect(found.values).toEqual([-1200, missing, missing, 5, -1234.5]);
  expect(found.doubt).toContain('several currencies: $ is read, and 2 cells such as "₹4,50,000"');
});

test('what a point or a comma stands before is doubted where it could be either, and told by an example', () => {
  const cells = ['950', '12.500', '3.125'];
  const grouped = read(cells, COMMAS);
  expect(grouped.doubt).toBe(
    'column "x": 12.500 is read as 12500, its point as that of thousands; if it is of a fraction, pass `types: {"x":"numeric:1,234.5"}`',
  );
  expect(read(['950', '12.525', '3.125']).doubt).toContain('12.525 is read as 12.525');
  expect(read(['1,234', '5,678'], COMMAS).doubt).toContain('numeric:1,234.5');
  expect(read(['1.5', '12.500', '3.125']).doubt).toBeUndefined();
  expect(read(['1,234', '5,678', '900']).doubt).toBeUndefined();
  const told = (kind: `numeric:${string}`) => {
    const options = { types: { x: kind }, ignore: [] };
    const [column] = inferColumns(readColumns({ x: cells }), options);
    const parser = column?.parser;
    return parser?.kind === 'numeric' ? cells.map(cellReader(parser)) : [];
  };
  expect(told('numeric:1,234.5')).toEqual([950, 12.5, 3.125]);
  expect(told('numeric:1.234,5')).toEqual([950, 12500, 3125]);
  expect(told('numeric:1234,5')).toEqual([950, 12500, 3125]);
  expect(() => told('numeric:12')).toThrow('`types` cannot be "numeric:12"');
});

test('bounds that name two halves are levels', () => {
  expect(read(['<=50K', '>50K', '<=50K']).kind).toBe('categorical');
  expect(read(['<30', '>30', 'NO']).kind).toBe('categorical');
});

test.each<[string, readonly string[], string]>([
  ['money with factors', ['$1.2k', '$3k', '$950'], 'regression'],
  ['durations', ['1h30m', '45m', '2h'], 'regression'],
  ['durations beyond a day', ['36:15:00', '01:30:00', '100:00:30'], 'regression'],
  ['ranges, each in a few rows', ['10-19', '20-29', '30-39'], 'multiclass'],
])('a label of %s', (_name, cells, task) => {
  const many = Array.from({ length: 30 }, (_, row) => cells[row % 3] ?? '');
  const rows = { x: many.map((_, row) => `${row % 4}`), y: many };
  const options = { label: 'y', task: 'auto', types: {}, ignore: [] } as const;
  expect(inferSchema(readColumns(rows), options).task.kind).toBe(task);
});

test('points before halves beside whole numbers of their size are decimal', () => {
  expect(read(['1', '2', '14', '5.500', '9.250']).values).toEqual([1, 2, 14, 5.5, 9.25]);
});

test('four groups of three digits are no number', () => {
  expect(read(['192.168.100.202', '192.168.100.151', '192.168.100.167']).kind).toBe('categorical');
});

test.each<[string, readonly string[]]>([
  [
    'months of years',
    ['08/2019', '09/1992', '10/2000', '01/1999', '12/2001', '03/2004', '05/2007', '06/2008'],
  ],
  [
    'cases of a year',
    ['460/2023', '564/2024', '788/2020', '12/2021', '9/2022', '31/2023', '44/2023', '45/2023'],
  ],
  [
    'cases of a short year',
    ['278/22', '981/15', '185/13', '90/22', '45/21', '666/20', '231/19', '17/16'],
  ],
  [
    'seasons',
    ['1996/97', '2008/09', '1991/92', '1999/00', '2001/02', '2003/04', '2005/06', '2007/08'],
  ],
])('%s are no pairs', (_name, cells) => {
  expect(read(cells).kind).not.toBe('numeric');
});

test('what else pairs and short clocks may mean is told', () => {
  const pressures = Array.from({ length: 9 }, (_, i) => `${120 + i}/${80 - i}`);
  expect(read(pressures).doubt).toContain('pairs such as "120/80": both numbers are used');
  expect(read(['75:30', '4:05', '59:59']).doubt).toContain('"75:30" is read as 75 minutes');
  expect(read(['36:15:00', '01:30:00']).doubt).toBeUndefined();
});

describe('a label', () => {
  const wholes = Array.from({ length: 40 }, (_, row) => `${row % 7}`);
  const points = wholes.map((_, row) => `${9 + row}.${500 + row}`);
  const infer = (columns: Readonly<Record<string, readonly string[]>>, more = {}) =>
    inferSchema(readColumns(columns), {
      ...{ label: 'y', task: 'auto', types: {}, ignore: [] },
      ...more,
    } as SchemaOptions);
  const labels = (schema: Schema, cells: readonly string[]) => {
    const { parser } = schema.columns.find(({ role }) => role === 'label') ?? {};
    return parser?.kind === 'numeric' ? cells.map(cellReader(parser)) : [];
  };

  test('is read as it is told to be written', () => {
    const told = { types: { y: 'numeric:1.234,5' } };
    const schema = infer({ x: wholes, y: points }, told);
    expect(schema.task.kind).toBe('regression');
    expect(schema.task.reason).toContain('thousands separators');
    expect(labels(schema, points).slice(0, 2)).toEqual([9500, 10501]);
    expect(labels(infer({ x: wholes, y: points }), points).slice(0, 2)).toEqual([9.5, 10.501]);
  });

  test('beside columns with a decimal comma is told as it is read, with what is to be passed if not', () => {
    const y = wholes.map((_, row) => `${1 + row},${100 + row}`);
    const columns = { x: wholes.map((_, row) => `${row},5`), y };
    const schema = infer(columns);
    expect(labels(schema, y)[0]).toBe(1.1);
    expect(schema.task.reason).toContain('decimal comma');
    const { evidence } = schema.columns.find(({ role }) => role === 'label') ?? {};
    expect(evidence?.doubt).toContain('`types: {"y":"numeric:1,234.5"}`');
    const told = infer(columns, { types: { y: 'numeric:1,234.5' } });
    expect(labels(told, y)[0]).toBe(1100);
    expect(told.columns.at(-1)?.evidence.doubt).toBeUndefined();
  });

  test.each<[string, (row: number) => string, string]>([
    [
      'units',
      (row) => `${100 + row}.5 ${row % 3 ? 'W' : 'mW'}`,
      '"100.5 mW" is read in milliwatts',
    ],
    ['words', (row) => `$${10 + row}.5 mil`, 'if it is millions, write mn'],
    [
      'shares',
      (row) => (row % 5 ? `${row}.5%` : row % 10 ? `${30 + row}.5` : '0.45'),
      'is read as that many percent',
    ],
    ['what may stand for none', (row) => (row % 9 ? `${row}.25` : '-999'), '`missing: "y=-999"`'],
    ['times', (row) => `${60 + row}:${10 + row}`, '"60:10" is read as 60 minutes and seconds'],
  ])('has the doubts of numbers, as features have them: %s', (_, write, doubt) => {
    const y = wholes.map((_, row) => write(row));
    const schema = infer({ x: wholes, y }, { task: 'regression' });
    expect(schema.columns.at(-1)?.evidence.doubt).toContain(doubt);
    const told = infer({ x: wholes, y: y.map((_, row) => `${row}.5`) });
    expect(told.columns.at(-1)?.evidence.doubt).toBeUndefined();
  });

  test('that is told to be numbers or classes asks for such a task, and is nothing else', () => {
    const whole = { x: points, y: wholes };
    expect(infer(whole).task.kind).toBe('multiclass');
    expect(infer(whole, { types: { y: 'numeric' } }).task.kind).toBe('regression');
    const two = { x: points, y: wholes.map((cell) => `${Number(cell) % 2}`) };
    expect(infer(two, { types: { y: 'categorical' } }).task.kind).toBe('binary');
    for (const [kind, task] of [
      ['text', 'auto'],
      ['ignored', 'auto'],
      ['datetime', 'auto'],
      ['numeric', 'multiclass'],
      ['categorical', 'regression'],
    ]) {
      expect(() => infer(whole, { types: { y: kind }, task })).toThrow(
        `\`types\` tells that "y", the label, is ${kind}.`,
      );
    }
  });

  test('weights and times are read as they are told to be written, and have no other kind', () => {
    const columns = { x: wholes, w: points, t: points, y: wholes };
    const types = { w: 'numeric:1.234,5', t: 'numeric:1.234,5' };
    const schema = infer(columns, { weight: 'w', time: 't', types });
    const weight = schema.columns.find(({ role }) => role === 'weight')?.parser;
    expect([weight, schema.time?.parser]).toEqual([
      expect.objectContaining({ kind: 'numeric', decimal: ',' }),
      expect.objectContaining({ kind: 'numeric', decimal: ',' }),
    ]);
    expect(() => infer(columns, { weight: 'w', types: { w: 'text' } })).toThrow('the weight, is');
    expect(() => infer(columns, { group: 'x', types: { x: 'numeric' } })).toThrow('the group, is');
  });
});

test.each([
  [60, 3],
  [30, 20],
  [3, 60],
])('of %i durations within a day and %i beyond one, none is lost', (within, beyond) => {
  const short = Array.from({ length: within }, (_, i) => `${i % 24}:${10 + (i % 50)}:05`);
  const long = Array.from({ length: beyond }, (_, i) => `${i + 2} days, 0:03:04`);
  const { kind, values } = read([...short, ...long]);
  expect(kind).toBe('numeric');
  expect(values.every(Number.isFinite)).toBe(true);
  expect(values.at(-1)).toBe(86_400 * (beyond + 1) + 184);
});

test('a word for none before durations hides them not, and times of day stay such', () => {
  const cells = ['unknown', '36:15:00', '01:30:00', '100:00:30'];
  expect(read(cells)).toMatchObject({
    kind: 'numeric',
    values: [Number.NaN, 130500, 5400, 360030],
  });
  const times = Array.from({ length: 24 }, (_, i) => `${i}:${10 + i}:05`);
  expect(read(times).kind).toBe('datetime');
});
