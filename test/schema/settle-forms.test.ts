import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { judgeDrift } from '../../src/schema/judge-drift.js';
import { parseTable } from '../../src/schema/parse-table.js';
import type { ToldKind } from '../../src/schema/schema.js';
import { settleSchema } from '../../src/schema/settle-schema.js';
import { readColumns } from '../../src/table/read-rows.js';
import { AutofitError } from '../../src/util/errors.js';

/** What is read of cells by a schema of others, with what is said; the message alone of a mistake. */
function read(
  trained: readonly string[],
  cells: readonly unknown[],
  types: Readonly<Record<string, ToldKind>> = {},
) {
  const y = trained.map((_, i) => `${(i * 7) % 31}.5`);
  const training = readColumns({ x: trained, y });
  const schema = inferSchema(training, { label: 'y', task: 'auto', types, ignore: [] });
  const raw = readColumns({ x: cells });
  try {
    const settled = settleSchema(raw, schema);
    const allocate = (bytes: number) => new ArrayBuffer(bytes);
    const [column] = parseTable(raw, settled.schema, { allocate, label: 'ignored' }).table.columns;
    const values = column && 'values' in column ? [...column.values].map(Number) : [];
    return { values, said: [...settled.notes, ...judgeDrift(raw, settled.schema)] };
  } catch (thrown) {
    if (!(thrown instanceof AutofitError)) throw thrown;
    return { values: [], said: [thrown.message] };
  }
}

const many = (write: (i: number) => string) => Array.from({ length: 40 }, (_, i) => write(i));
const WHOLE = many((i) => `${100 + 7 * i}`);
const SHARES = many((i) => (i % 3 ? `${(i % 9) / 10}` : `${i}%`));
const FRACTIONS = many((i) => `${100 + 7 * i}.${i % 10}5`);

test.each<readonly [string, readonly string[], readonly string[], readonly number[], string]>([
  ['thousands of whole numbers', WHOLE, ['1,234', '950'], [1234, 950], '("1,234" as 1234)'],
  [
    'fractions of three digits',
    many((i) => `${i % 4}.${i % 10}5`),
    ['1,234', '2,345'],
    [1.234, 2.345],
    '("1,234" as 1.234)',
  ],
  ['thousands of fractions', FRACTIONS, ['1,234', '2,345'], [1234, 2345], '("1,234" as 1234)'],
  ['thousands among such numbers', FRACTIONS, ['1,234', '950'], [1234, 950], '("1,234" as 1234)'],
  [
    'thousands of money that had cents',
    FRACTIONS.map((cell) => `$${cell}`),
    ['$1,234', '($1,101)'],
    [1234, -1101],
    '("$1,234" as 1234)',
  ],
  [
    'thousands behind points of money with decimal commas',
    FRACTIONS.map((cell) => `${cell.replace('.', ',')} €`),
    ['1.234 €'],
    [1234],
    '("1.234 €" as 1234)',
  ],
  [
    'numbers of programs where training had decimal commas',
    FRACTIONS.map((cell) => cell.replace('.', ',')),
    ['1.234'],
    [1.234],
    '("1.234" as 1.234)',
  ],
  [
    'another unit with three digits behind the point',
    FRACTIONS.map((cell) => `${cell} kg`),
    ['1.234 kmpl'],
    [1.234],
    '("1.234 kmpl" as 1.234)',
  ],
  [
    'both marks',
    FRACTIONS,
    ['1.234,50', '2,75'],
    [1234.5, 2.75],
    'thousands separators, decimal comma',
  ],
  ['another currency', FRACTIONS.map((cell) => `$${cell}`), ['€5.50'], [5.5], 'currency €'],
  [
    'no currency',
    FRACTIONS.map((cell) => `$${cell}`),
    ['5.50'],
    [5.5],
    'cells lack the currency ($)',
  ],
  ['another unit', FRACTIONS.map((cell) => `${cell} kg`), ['5 kmpl'], [5], 'nothing is converted'],
  [
    'another unit of the same family',
    FRACTIONS.map((cell) => `${cell} kg`),
    ['500 g', '2500 g'],
    [0.5, 2.5],
    'numbers in kg ("500 g" as 0.5)',
  ],
  [
    'units of the same family',
    FRACTIONS.map((cell) => `${cell} kg`),
    ['2 kg', '500 g'],
    [2, 0.5],
    'in kg',
  ],
  [
    'percent signs at shares',
    many((i) => `${i / 50}`),
    ['12 %', '40 %'],
    [0.12, 0.4],
    'percents as shares',
  ],
  [
    'percents and shares',
    many((i) => `${i} %`),
    ['57%', '0.34'],
    [57, 0.34],
    'lack the percent sign',
  ],
  [
    'a point that shows what commas are',
    FRACTIONS,
    ['4.77', '4,771'],
    [4.77, 4771],
    'thousands separators',
  ],
  [
    'no percent signs',
    FRACTIONS.map((cell) => `${cell} %`),
    ['0.5'],
    [0.5],
    'cells lack the percent sign',
  ],
  ...(['6.173e+1', '٦١٫٧٣', '−61.73', '(61.73)'] as const).map(
    (cell) =>
      [
        `no unit: ${cell}`,
        many((i) => (i % 9 ? `${i}.5 kg` : `(${i}.5) kg`)),
        [cell],
        [cell.startsWith('−') || cell.startsWith('(') ? -61.73 : 61.73],
        'cells lack the unit (kg)',
      ] as const,
  ),
  [
    'no percent signs where training had shares too',
    SHARES,
    ['57'],
    [57],
    'cells lack the percent sign of training, and are taken as they stand ("57" as 57)',
  ],
  [
    'no percent sign in some cells where training had shares too',
    SHARES,
    ['12%', '0.4', '57'],
    [0.12, 0.4, 57],
    '("57" as 57)',
  ],
  ['shares as in training', SHARES, ['0.57', '1', '0.2'], [0.57, 1, 0.2], ''],
  ['points that may be of thousands', WHOLE, ['1.234', '5.678'], [1.234, 5.678], 'write 1234'],
  [
    'a plain number beside decimal commas',
    FRACTIONS.map((cell) => cell.replace('.', ',')),
    ['2.5'],
    [2.5],
    '',
  ],
  ...(
    [
      ['thousands', (i) => `${i}.5${i % 2 ? 'k' : 'M'}`, ['1,2k', '3,5k'], [1200, 3500]],
      ['shares', (i) => (i % 2 ? `${i}.5%` : `${i / 100}`), ['12,5%', '3,5%'], [0.125, 0.035]],
      ['percents', (i) => `${i}.5%`, ['12,5%', '0,5'], [12.5, 0.5]],
      ['credits', (i) => `${i}.5${i % 2 ? ' CR' : ''}`, ['70,5 CR'], [-70.5]],
      ['months', (i) => (i % 2 ? `${i % 12}m` : `${i}y`), ['1,5m'], [0.125]],
      ['minuses at the end', (i) => `${i}.5${i % 2 ? '-' : ''}`, ['5,5-', '6,5-'], [-5.5, -6.5]],
      ['bounds', (i) => `${i % 9 ? '' : '<'}${i}.5`, ['<0,5', '<0,50'], [0.5, 0.5]],
      ['ends of ranges', (i) => `${i}.5-${i + 3}.5`, ['10,5-12,5', '2,5'], [11.5, 2.5]],
    ] as const satisfies readonly [string, (i: number) => string, string[], number[]][]
  ).map(
    ([name, write, cells, values]) =>
      [`${name} with another mark`, many(write), cells, values, 'decimal comma'] as const,
  ),
  ['millions among thousands', many((i) => `${i}k`), ['3M', '4k'], [3000, 4], ''],
  ['the same with another mark', many((i) => `${i}k`), ['1,2k', '3,5M'], [1.2, 3500], 'unit k'],
  ['thousands of plain numbers', WHOLE, ['0.5k', '1.2k'], [500, 1200], '("0.5k" as 500)'],
  ['thousands of thousands', many((i) => `${i}`), ['12k'], [12], 'nothing is converted'],
  [
    'true and false for 1 and 0',
    many((i) => `${i % 2}`),
    ['TRUE', 'FALSE'],
    [1, 0],
    'which are 1 and 0',
  ],
])('%s', (_, trained, cells, values, note) => {
  const found = read(trained, cells);
  expect(found.values).toEqual(values);
  if (note === '') expect(found.said).toEqual([]);
  else expect(found.said.join()).toContain(note);
});

test.each<[ToldKind, string, number]>([
  ['numeric:1,234.5', '1,234', 1234],
  ['numeric:1.234,5', '1.234', 1234],
  ['numeric:1234,5', '1.234', 1.234],
])('what is told of groups holds where training had none: %s', (told, cell, value) => {
  const mark = told.endsWith(',5') ? ',' : '.';
  const training = FRACTIONS.map((own) => own.replace('.', mark));
  expect(read(training, [cell], { x: told }).values).toEqual([value]);
});

test.each<[string, readonly string[], readonly string[], string]>([
  [
    'thousands or thousandths of fractions',
    many((i) => `${i}.5`),
    ['1,234'],
    '1 as numbers with thousands separators or as numbers with decimal comma',
  ],
  ['a mark that may be either', many((i) => `${i}.${i % 10}`), ['1,234', '4.500'], 'decimal comma'],
  [
    'decimal commas in some cells',
    FRACTIONS,
    ['1.5', '2,5'],
    '1 of 2 cells can be read as in training',
  ],
  [
    'points among decimal commas and groups',
    many((i) => `1.${100 + i},${i % 10}5`),
    ['1.234', '2.5'],
    '2 as plain numbers',
  ],
  [
    'true and false for 1 and 2',
    many((i) => `${1 + (i % 2)}`),
    ['TRUE', 'FALSE'],
    '2 of 2 filled cells cannot be read',
  ],
])('%s: a mistake', (_, trained, cells, part) => {
  const found = read(trained, cells);
  expect(found.values).toEqual([]);
  expect(found.said.join()).toContain(part);
});

test('a unit that training did not read is no number when it comes alone', () => {
  const mixed = Array.from({ length: 60 }, (_, i) =>
    i % 4 === 0 ? `${330 + i} ml` : `${100 + i} ${i % 2 === 0 ? 'kg' : 'g'}`,
  );
  const found = read(
    mixed,
    many((i) => `${i} ml`),
  );
  expect(found.said.join()).toContain('40 of 40 filled cells cannot be read so, such as "0 ml"');
  const litres = read(
    mixed,
    many((i) => `${i} l`),
  );
  expect(litres.said.join()).toContain('40 of 40 filled cells cannot be read so');
  expect(read(mixed, ['500 g', '2 kg']).values).toEqual([500, 2000]);
});

test.each<readonly [readonly string[], readonly string[], readonly number[], string]>([
  [[' W', ' kW'], ['0.5 W', '500 mW'], [0.5, 0.5], '"500 mW" is read in milliwatts'],
  [[' W', ' kW'], ['0.5 W', '500 mW.'], [0.5, 0.5], '"500 mW." is read in milliwatts'],
  [[' Hz', ' kHz'], ['500 mHz'], [0.5], 'if it is in megahertz, write MHz'],
  [[' g', ' kg'], ['5 Mg'], [5e6], 'if it is in milligrams, write mg'],
  [[' MB', ' GB'], ['500 Mb'], [62.5], 'if it is in megabytes, write MB'],
  [[' bar', ' mbar'], ['5 Mbar'], [5e6], 'if it is in millibars, write mbar'],
  [[' km', ' m'], ['1852 m', '1 NM'], [1.852, 1.852], 'in nautical miles'],
  [[' mW'], ['500 MW'], [500], 'though MW and mW may be two'],
  [[' MW'], ['500 mW'], [500], 'though MW and mW may be two'],
  [['k', 'M'], ['2 mil'], [2000], 'if it is millions, write mn'],
])('what letters of units may mean otherwise is told: %j and %j', (units, cells, values, note) => {
  const training = many((i) => `${i}${units[i % 3] ?? units[0]}`);
  const found = read(training, cells);
  expect(found.values).toEqual(values);
  expect(found.said.join()).toContain(note);
  expect(read(training, training).said).toEqual([]);
});

test.each<readonly [string, readonly string[], readonly string[], readonly number[], string]>([
  [
    'of whole numbers',
    many((i) => `${10 * i}-${10 * i + 9}`),
    many((i) => `${i + 1},000-${i + 1},999`),
    many(() => '').map((_, i) => 1000 * (i + 1) + 499.5),
    '("1,000-1,999" as 1499.5)',
  ],
  ['of units', many((i) => `${i}-${i + 1} kg`), ['500-900 g'], [0.7], 'numbers in kg'],
  ['of fractions', many((i) => `${i}.25-${i + 1}.13`), ['8,250-9,000'], [8.625], 'decimal comma'],
  ['of thousands', many((i) => `${i}.25-${i + 199}.13`), ['1,250-1,300'], [1275], 'as 1275'],
  // The least and the greatest middle are halves by chance.
  [
    'of tenths',
    Array.from({ length: 41 }, (_, i) => `${(i / 10).toFixed(1)}-${(1 + i / 10).toFixed(1)}`),
    ['1,250-2,000'],
    [1.625],
    'decimal comma',
  ],
])('marks in ranges %s', (_, trained, cells, values, note) => {
  const found = read(trained, cells);
  expect(found.values).toEqual(values);
  expect(found.said.join()).toContain(note);
});

test('a digit of a unit is told apart: m2 is no m3', () => {
  const areas = many((i) => `${10 + i} m2`);
  const found = read(areas, ['10 m2', '10 m3', '12 m2']);
  expect(found.values).toEqual([10, Number.NaN, 12]);
  expect(found.said.join()).toContain('("10 m3")');
  const volumes = many((i) => `${10 + i} cm3`);
  expect(read(volumes, ['10 cm2', ...volumes]).values.slice(1)).toEqual(
    volumes.map((_, i) => 10 + i),
  );
});

test.each([[1.234], ['1.234']])(
  '%j where training had hexadecimal numbers is what it is',
  (cell) => {
    const found = read(
      many((i) => `0x${(100 + i).toString(16)}`),
      [cell],
    );
    expect(found.values).toEqual([1.234]);
    expect(found.said.join()).toContain('("1.234" as 1.234)');
  },
);

test('counts of seconds among milliseconds are told', () => {
  const at = many((i) => `${1.7e12 + i * 86_411_000}`);
  const types = { x: 'datetime' } as const;
  expect(read(at, ['1700086400', '1700086400123'], types)).toEqual({
    values: [1_700_086_400, 1_700_086_400_123],
    said: [
      'column "x": "1700086400" is read as milliseconds since 1970, as in training, though of the size of seconds since 1970',
    ],
  });
  expect(read(at, at, types).said).toEqual([]);
});

test('money in other currencies is no number where training had several, alone or beside its own', () => {
  const mixed = many((i) => (i % 5 === 0 ? `$${i + 1}.50` : `€${i + 3}.25`));
  for (const cells of [['$5'], ['£5.20', '$6']])
    expect(read(mixed, cells).said.join()).toContain(
      `${cells.length} of ${cells.length} filled cell`,
    );
  expect(read(mixed, ['$5', '€6'])).toEqual({
    values: [Number.NaN, 6],
    said: ['1 of 2 rows had text that is no number in x ("$5")'],
  });
  expect(read(mixed, ['1,234.5 EUR', '€6']).values).toEqual([1234.5, 6]);
});

test('a level of two spellings in training is none of them in a third', () => {
  const found = read(
    many((i) => ['aa', 'AA', 'b'][i % 3] ?? ''),
    ['Aa', 'B'],
  );
  expect(found.said).toEqual([
    'column "x": levels that are written otherwise than in training are read as those: "B" as "b"',
    '1 of 2 rows had unseen levels in x ("Aa")',
  ]);
});

test('levels that are numbers are known by their size', () => {
  const found = read(
    many((i) => ['A', '1', '2'][i % 3] ?? ''),
    ['1.0', '02'],
  );
  expect(found.said.join()).toContain('"1.0" as "1", "02" as "2"');
});

describe('numbers in one form when fitting, in another one when predicting', () => {
  const marked = (cents: number, digits: number, group: string, decimal: string) => {
    const [whole = '', fraction = ''] = (cents / 100).toFixed(digits).split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
    return digits === 0 ? grouped : `${grouped}${decimal}${fraction}`;
  };
  const forms: Readonly<Record<string, (cents: number, digits: number) => string>> = {
    plain: (cents, digits) => marked(cents, digits, '', '.'),
    comma: (cents, digits) => marked(cents, digits, '', ','),
    american: (cents, digits) => marked(cents, digits, ',', '.'),
    german: (cents, digits) => marked(cents, digits, '.', ','),
    swiss: (cents, digits) => marked(cents, digits, '’', '.'),
    dollars: (cents, digits) => `$${marked(cents, digits, ',', '.')}`,
    euros: (cents, digits) => `${marked(cents, digits, '.', ',')} €`,
    percent: (cents, digits) => `${marked(cents, digits, '', '.')}%`,
    weight: (cents, digits) => `${marked(cents, digits, '', '.')} kg`,
    accounting: (cents, digits) => `(${marked(cents, digits, ',', '.')})`,
  };
  const sizes = (length: number) =>
    fc.array(fc.integer({ min: 100_000, max: 99_999_999 }), {
      minLength: length,
      maxLength: length + 20,
    });
  const form = fc.constantFrom(...Object.keys(forms));
  const digits = fc.integer({ min: 0, max: 3 });

  test('are read right, or it is said', () => {
    const given = fc.record({
      a: form,
      b: form,
      digits,
      other: digits,
      trained: sizes(20),
      later: sizes(1),
    });
    fc.assert(
      fc.property(given, ({ a, b, digits, other, trained, later }) => {
        const [first, second] = [forms[a], forms[b]];
        if (!first || !second) return;
        const types = { x: 'numeric' } as const;
        const valuesOf = (cents: readonly number[], sign: number, places: number) =>
          cents.map((own) => sign * Number((own / 100).toFixed(places)));
        const cells = trained.map((cents) => first(cents, digits));
        // What fitting itself takes for something else is not at issue here.
        const known = valuesOf(trained, a === 'accounting' ? -1 : 1, digits);
        fc.pre(isDeepStrictEqual(read(cells, cells, types).values, known));
        const found = read(
          cells,
          later.map((cents) => second(cents, other)),
          types,
        );
        const right = valuesOf(later, b === 'accounting' ? -1 : 1, other);
        if (found.said.length === 0) expect(found.values).toEqual(right);
      }),
      { numRuns: 300 },
    );
  });
});
