import { expect, test } from 'vitest';
import { cellReader } from '../../src/schema/cell-reader.js';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { readColumns } from '../../src/table/read-rows.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

/** What a column is taken for, and the values of its cells. */
function read(cells: readonly string[]) {
  const [column] = inferColumns(readColumns({ x: cells }), { types: {}, ignore: [] });
  const { parser = null, kind, evidence } = column ?? {};
  const values =
    parser?.kind === 'numeric' ? cells.map((cell) => cellReader(parser)(cell.trim())) : [];
  return { kind, values, reason: evidence?.reason, doubt: evidence?.doubt };
}

test.each<[string, readonly string[], readonly number[]]>([
  ['a lone 0', ['0,222', '-0,355', '0,006'], [0.222, -0.355, 0.006]],
  ['beside other digits', ['2,859', '0,715', '1,822'], [2.859, 0.715, 1.822]],
  ['before a unit', ['0,500 l', '1,250 l', '0,330 l'], [0.5, 1.25, 0.33]],
  ['before a percent', ['0,645 %', '1,125 %', '0,010 %'], [0.645, 1.125, 0.01]],
])('a group that begins with 0 is no thousands: %s', (_name, cells, values) => {
  expect(read(cells)).toMatchObject({ kind: 'numeric', values });
});

test.each<[string, readonly string[], readonly number[]]>([
  ['paces', [`5'52"`, `4'35"`, `6'05"`], [352, 275, 365]],
  ['paces of minutes alone', [`5'52"`, `4'`, `6'05"`], [352, 240, 365]],
  ['minutes of arc', ['5′52″', '14′35″', '6′05″'], [352, 875, 365]],
  ['heights', [`5'11"`, `6'0"`, `5'9"`], [71, 72, 69]],
])('primes of %s', (_name, cells, values) => {
  expect(read(cells)).toMatchObject({ kind: 'numeric', values });
});

test('one second part of 12 or more makes minutes of all, one of 60 or more makes no number', () => {
  const heights = Array.from({ length: 36 }, (_, i) => `${4 + Math.floor(i / 12)}'${i % 12}"`);
  expect(read(heights).values.slice(0, 2)).toEqual([48, 49]);
  expect(read([...heights, `5'52"`]).values.slice(0, 2)).toEqual([240, 241]);
  expect(read([`5'72"`, `4'35"`, `6'80"`]).kind).not.toBe('numeric');
});

test.each<[string, readonly string[], readonly number[], string]>([
  ['years in cells of their own', ['4y', '2m', '1y', '6m', '3y'], [4, 2 / 12, 1, 0.5, 3], 'in y'],
  ['years before them', ['7y 6m', '1y 2m', '3y 11m'], [90, 14, 47], 'in months'],
  ['large letters', ['1Y', '6M', '2Y'], [1, 0.5, 2], 'in Y'],
  ['mo', ['1 mo', '3 m', '2 mo'], [1, 3, 2], 'in mo'],
  ['months and days', ['3m 5d', '1m 2d'], [3 * 30.4375 + 5, 30.4375 + 2], 'in d'],
  ['hours', ['1h', '30m', '45m'], [60, 30, 45], 'in min'],
  ['hours before them', ['2h 5m', '1h 30m'], [125, 90], 'in min'],
])('an m beside %s', (_name, cells, values, words) => {
  const found = read(cells);
  for (const [i, value] of values.entries()) expect(found.values[i]).toBeCloseTo(value, 10);
  expect(found).toMatchObject({ kind: 'numeric', doubt: undefined });
  expect(found.reason).toContain(words);
});

test('an m beside days is months, with a doubt', () => {
  const found = read(['30d', '6m', '90d', '45d']);
  expect(found.values).toEqual([30, 182.625, 90, 45]);
  expect(found.doubt).toContain('"6m" is read as months, 182.625 days');
});

test.each<[string, (i: number) => string, string]>([
  ['decimal commas', (i) => `${80 + (i % 9)},${i % 10}`, '-999'],
  ['a unit', (i) => `${40 + (i % 20)} kg`, '-999'],
  ['money', (i) => `$${80 + (i % 20)}`, '$9999'],
])('what may stand for none is told among numbers with %s', (_name, cell, sentinel) => {
  const cells = Array.from({ length: 60 }, (_, i) => (i % 20 === 3 ? sentinel : cell(i)));
  expect(read(cells).doubt).toContain(
    `column "x" is ${sentinel} in 3 rows, far from all others: if that means that there is none, pass \`missing: "x=${sentinel}"\``,
  );
});

test.each<[string, readonly string[], readonly number[]]>([
  ['rupiah', ['Rp 74.999', 'Rp 12.500', 'Rp 9.125'], [74999, 12500, 9125]],
  ['reais', ['R$ 8.864', 'R$ 1.125', 'R$ 2.775'], [8.864, 1.125, 2.775]],
  ['dollars', ['$5.787', '$3.219', '$4.105'], [5.787, 3.219, 4.105]],
  ['euros', ['65.304 €', '12.125 €', '9.777 €'], [65.304, 12.125, 9.777]],
  ['euros with commas', ['1,822 €', '2,115 €', '9,001 €'], [1822, 2115, 9001]],
  ['đồng', ['12.500 đ', '9.125 đ', '3.775 đ'], [12500, 9125, 3775]],
])('three digits behind each mark of %s are doubted', (_name, cells, values) => {
  const found = read(cells);
  expect(found.values).toEqual(values);
  expect(found.doubt).toContain(`${cells[0]} is read as ${values[0]}`);
});

test.each<[string, readonly string[], string]>([
  ['megawatts and milliwatts', ['80 MW', '24 mW', '75 MW'], '"80 MW" and "24 mW" are read in one'],
  ['bytes and bits', ['5 MB', '1 Mb', '7 MB'], '"5 MB" and "1 Mb" are read in one unit'],
  [
    'milliwatts beside watts',
    ['500 mW', '100 mW', '250 mW', '2 W', '1 W'],
    '"500 mW" is read in milliwatts; if it is in megawatts, write MW',
  ],
  ['bits among bytes', ['1 GB', '5 MB', '3 MB', '500 Mb'], '"500 Mb" is read in megabits'],
  ['nautical miles', ['4 km', '2 NM', '3 km'], '"2 NM" is read in nautical miles'],
  [
    'milli and mega of a unit that is not known',
    ['5 MV', '24 mV', '3 MV'],
    '"5 MV" and "24 mV" are read in one unit',
  ],
  [
    'millions or thousands of dollars',
    ['$40 mil', '$2 mil', '$7 mil'],
    '"$40 mil" is read as 40000; if it is millions, write mn',
  ],
  ['M and m', ['76M', '93m', '12M'], '"76M" and "93m" are read in one unit'],
  [
    'credits of a card',
    ['1,250.00', '5,100.00 Cr', '70.00'],
    '"5,100.00 Cr" is read as 51000000000',
  ],
  ['tonnes', ['5', '7', '5 tn'], '"5 tn" is read as 5000000000000, far from numbers without'],
  ['minutes', ['45', '60', '45 mn'], '"45 mn" is read as 45000000'],
  ['metres', ['100', '200', '100M'], 'such as "100"; if its word multiplies none, leave it out'],
  ['bare numbers of another size', ['159', '1.79m', '1.82m', '1.64m'], '"159" has no unit'],
  [
    'prices beside prices per weight',
    ['$0', '$1.50', '$5/kg', '$6/kg', '$7/kg'],
    '"$1.50" is read as if it were /kg as well, as "$5/kg" is; if it is another price',
  ],
  ['the same in words', ['$9 per kg', '$5', '$7 per kg'], '"$5" is read as if it were per kg'],
  ['bare numbers beside two units', ['62', '70 kg', '154 lbs', '80 kg'], 'is read in kg'],
])('units are doubted: %s', (_name, cells, words) => {
  expect(read(cells).doubt).toContain(words);
});

test.each<[string, readonly string[]]>([
  ['one spelling', ['80 MW', '24 MW']],
  ['sloppy spellings', ['5 MB', '1 mb', '7 MB']],
  ['bits alone', ['5 Mb', '1 Gb', '700 Kb']],
  ['newton metres', ['5 Nm', '7 NM', '11 Nm']],
  ['bare numbers of the same size', ['12 kg', '13', '14 kg']],
  ['prices per weight alone', ['$1.50/kg', '$5/kg', '$6/kg', '$0', '7']],
  ['prices of one each', ['$5', '$6 each', '$7 each']],
  ['dollars in thousands', ['$1,200', '$5,787', '$9,001']],
  ['thousands beside less', ['12', '850', '120k', '1.2k', '3.4M']],
  ['millions beside less', ['850000', '12000', '1.2M', '3.4M']],
  ['millions beside none', ['0', '0', '1.5M', '3M']],
  ['percents alone', ['42%', '12.5%']],
  ['percents beside shares', ['42%', '0.30', '0.12']],
])('nothing is doubted: %s', (_name, cells) => {
  expect(read(cells)).toMatchObject({ kind: 'numeric', doubt: undefined });
});

test('percents beside fractions go by the bulk of them, and the rest is told', () => {
  const shares = read(['42%', '0.30', '0.45', '1.02', '7%']);
  expect(shares.values).toEqual([0.42, 0.3, 0.45, 1.02, 0.07]);
  expect(shares.doubt).toContain('1.02 is read as a share of 1');
  const percents = read(['42%', '30.5', '0.45', '12.25', '7%']);
  expect(percents.values).toEqual([42, 30.5, 0.45, 12.25, 7]);
  expect(percents.doubt).toContain('0.45 is read as that many percent');
});

test.each<[string, readonly string[]]>([
  ['of towns', ['030', '0221', '089', '030']],
  ['postal', ['00550', '10001', '02139', '94110']],
  ['with an E', ['7E5', '05E07', '3E2', '1E9']],
])('codes with leading zeros are levels: %s', (_name, cells) => {
  expect(read(cells)).toMatchObject({ kind: 'categorical' });
  expect(read(cells).reason).toContain('codes with leading zeros');
});

test('numbers of which hardly one begins with 0, and months, stay numbers', () => {
  const cells = Array.from({ length: 60 }, (_, i) => `${100 + i}`);
  expect(read([...cells, '007']).values.at(-1)).toBe(7);
  expect(read(['05', '12', '01', '11']).values).toEqual([5, 12, 1, 11]);
  expect(read(['0930', '1415', '0005']).values).toEqual([930, 1415, 5]);
});

test.each<[string, readonly string[], string]>([
  ['versions', ['1.10', '1.9', '1.11'], '1.10 is read as a fraction; if it is a version'],
  ['codes with an E', ['7E5', '3E2', '1E9'], '7E5 is read as 700000; if it is a code'],
])('numbers that may be codes are doubted: %s', (_name, cells, words) => {
  expect(read(cells)).toMatchObject({ kind: 'numeric' });
  expect(read(cells).doubt).toContain(words);
});

test.each([[['1.10', '1.90', '1.11']], [['1.10', '1.9', '1.05']], [['1e-5', '3e-4', '2.5e-3']]])(
  '%j is not doubted',
  (cells) => {
    expect(read(cells)).toMatchObject({ kind: 'numeric', doubt: undefined });
  },
);

test('CR beside bare numbers is credit, beside Indian words it is crore', () => {
  const found = read(['70.00 CR', '12.50', '30.25', '8.00 CR']);
  expect(found.values).toEqual([-70, 12.5, 30.25, -8]);
  expect(found.doubt).toContain('"70.00 CR" is read as a credit, -70');
  const dollars = read(['$70.00 CR', '$12.50', '$30']);
  expect(dollars.values).toEqual([-70, 12.5, 30]);
  expect(dollars.reason).toBe('numbers; currency $, CR as a minus');
  expect(read(['₹1.2 CR', '₹950', '₹3 CR']).values).toEqual([1.2e7, 950, 3e7]);
  expect(read(['1.2 CR', '950', '3 lakh']).values).toEqual([1.2e7, 950, 3e5]);
});

test('versions are doubted in a column of plain numbers too', async () => {
  const raw = await readTable(folder.write('x.csv', 'x,z\n1.10,a\n1.9,b\n1.11,a\n'));
  const [column] = inferColumns(raw, { types: {}, ignore: [] });
  expect(column?.evidence.doubt).toContain('1.10 is read as a fraction');
});

test.each<[string, readonly string[], readonly number[], string]>([
  ['speeds', ['100 km/h', '60 mph', '80 km/h'], [100, 96.56064, 80], 'in km/h'],
  ['pressures', ['1013 hPa', '760 mmHg', '1000 hPa'], [1013, 1013.2472, 1000], 'in hPa'],
  ['temperatures', ['20 °C', '68 °F', '-40 °F', '21 °C', '0 °C'], [20, 20, -40, 21, 0], 'in °C'],
  ['ages', ['6 months old', '2 years old', '3 years old'], [0.5, 2, 3], 'in years old'],
  ['laps', ['1:23.456', '1:24.001', '0:59.9'], [83.456, 84.001, 59.9], 'durations'],
  ['longer laps', ['58:44.7', '59:01.2', '60:02.3'], [3524.7, 3541.2, 3602.3], 'durations'],
])('units of one family: %s', (_name, cells, values, words) => {
  const found = read(cells);
  expect(found.kind).toBe('numeric');
  for (const [i, value] of values.entries()) expect(found.values[i]).toBeCloseTo(value, 9);
  expect(found.reason).toContain(words);
});

test('what is told to be numeric must hold a number, and what is none is counted', () => {
  const told = (cells: readonly string[]) =>
    inferColumns(readColumns({ lap: cells }), { types: { lap: 'numeric' }, ignore: [] })[0];
  expect(() => told(['fast', 'slow'])).toThrow('"lap" is told to hold numbers, but none is one.');
  expect(told(['12', '13', 'slow'])?.evidence.reason).toContain('1 cell such as "slow" counts');
});

test('areas beside volumes are two units', () => {
  const cells = Array.from({ length: 60 }, (_, i) => `${10 + i / 4} ${i % 3 === 0 ? 'm3' : 'm2'}`);
  expect(read(cells).doubt).toContain('holds two units: m2 is read, and 20 cells such as "10 m3"');
});

test('of two units that cannot be turned into each other the commoner is read, and the rest is told', () => {
  const cells = Array.from({ length: 80 }, (_, i) =>
    i % 4 === 0 ? `${90 + i} mg/dL` : `${4 + i / 100} mmol/L`,
  );
  const found = read(cells);
  expect(found.kind).toBe('numeric');
  expect(found.values.slice(0, 3)).toEqual([Number.NaN, 4.01, 4.02]);
  expect(found.reason).toContain('numbers in two units; unit mmol/L; 20 cells such as "90 mg/dL"');
  expect(found.doubt).toContain('holds two units: mmol/L is read, and 20 cells');
  expect(read(['12A', '14C', '12A', '14C']).kind).toBe('categorical');
});

test('numbers in units of two families are never mixed: the commoner family is read, or all are levels', () => {
  const size = (i: number) => {
    if (i % 3 === 0) return `${330 + i} ml`;
    return i % 3 === 1 ? `${100 + i} g` : `${i}.5 kg`;
  };
  const found = read(Array.from({ length: 120 }, (_, i) => size(i)));
  expect(found.kind).toBe('numeric');
  expect(found.values.slice(0, 3)).toEqual([Number.NaN, 101, 2500]);
  expect(found.doubt).toContain(
    'holds two units: g is read, and 40 cells such as "330 ml" count as missing',
  );
  const few = read(Array.from({ length: 120 }, (_, i) => size(i % 6)));
  expect(few.kind).toBe('categorical');
  expect(few.doubt).toContain(
    'numbers in two units ("101 g", "330 ml"), which are taken for levels',
  );
  const seats = read(Array.from({ length: 120 }, (_, i) => `${i}${'AK'[i % 2]}`));
  expect(seats.kind).not.toBe('numeric');
});

test.each<[string, readonly string[], string]>([
  ['debit and credit', ['100,50 H', '20,10 H', '100,90 S'], '"100,90 S" beside "100,50 H"'],
  ['women and men', ['28 w', '31 w', '34 m'], '"34 m" beside "28 w"'],
  ['women, men and others', ['28 w', '31 w', '34 m', '40 d'], '"34 m" beside "28 w"'],
  ['widths of shoes', ['8 M', '8 W', '9 M'], '"8 M" beside "8 W"'],
  ['sizes', ['10 S', '12 M', '11 S'], '"12 M" beside "10 S"'],
  ['the same without spaces', ['28W', '34M', '40D'], '"34M" beside "28W"'],
  ['heights and widths', ['30 h', '20 w', '31 h'], '"20 w" beside "30 h"'],
  ['large hours and seconds', ['30S', '2H', '45S'], '"2H" beside "30S"'],
  ['cells without a number', ['28 w', 'unknown', '31 w', '34 m'], '"34 m" beside "28 w"'],
])('single letters in cells of their own may be no units of time: %s', (_name, cells, words) => {
  const { kind, doubt } = read(cells);
  expect(kind).toBe('numeric');
  expect(doubt).toContain(`column "x": ${words} is read as a duration, `);
  expect(doubt).toContain('if its letter says something else, write that in its own column');
});

test.each<[string, readonly string[]]>([
  ['hours and minutes', ['30m', '2h', '1h30m']],
  ['seconds to days', ['30s', '5m', '2h', '1d']],
  ['days and weeks', ['10d', '2w', '6w']],
  ['months beside years', ['8w', '3m', '2y']],
  ['terms of bonds', ['3M', '6M', '1Y', '10Y']],
  ['terms without years', ['1D', '1W', '2M', '3M', '2W']],
  ['terms beside none', ['1D', '1W', 'unknown', '18M']],
  ['seconds and hours', ['30s', '2h', '45s']],
  ['seconds, hours and days', ['30s', '2h', '1d']],
  ['minutes, hours and weeks', ['5m', '2h', '1w']],
  ['words', ['8 weeks', '3 months']],
  ['one unit', ['90 H', '40 H', '12 h']],
])('letters of a duration are not doubted: %s', (_name, cells) => {
  expect(read(cells)).toMatchObject({ kind: 'numeric', doubt: undefined });
});
