import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profileColumn } from '../../src/schema/column-profile.js';
import { inferColumn } from '../../src/schema/infer-column.js';
import { numberReader, writtenNumbers } from '../../src/schema/number-reader.js';
import type { ColumnKind, DatetimeOrder } from '../../src/schema/schema.js';
import { readColumns } from '../../src/table/read-rows.js';

function infer(cells: readonly string[], forced?: ColumnKind) {
  const [column] = readColumns({ x: cells }).columns;
  if (!column) throw new Error('no column');
  return inferColumn(profileColumn(column), { forced });
}

const count = (rows: number, cell: (i: number) => string) =>
  Array.from({ length: rows }, (_, i) => cell(i));

test.each<[string, readonly string[], ColumnKind]>([
  ['plain numbers', ['1', '-2.5', '3e4', ' 7 ', '.5', '+1'], 'numeric'],
  ['currency before the number', ['$1', '$2,500.50', '-$3'], 'numeric'],
  ['thousands separators', ['1,500', '2,000', '12'], 'numeric'],
  ['percent', ['5%', '12.5 %'], 'numeric'],
  ['0 and 1', ['0', '1', '0'], 'numeric'],
  ['yes and no in any case', ['Yes', 'no', 'YES'], 'boolean'],
  ['true and false', ['true', 'false'], 'boolean'],
  ['y and n', ['y', 'n', 'Y'], 'boolean'],
  ['t and f', ['T', 'F'], 'boolean'],
  ['text', ['red', 'green', 'red'], 'categorical'],
  ['letters before digits', ['K12', 'K13', 'K12'], 'categorical'],
  ['a constant', ['a', 'a', ' a '], 'ignored'],
  ['a constant with gaps', ['a', '', 'a'], 'categorical'],
  ['gaps alone', ['', 'NA', 'n/a', 'NULL', '?', '-', 'NaN'], 'ignored'],
  ['infinities alone', ['Infinity', '-inf', 'Inf'], 'ignored'],
  ['names of several words', count(120, (i) => `person ${i}`), 'text'],
  ['single words, each in one row', count(120, (i) => `person${i}`), 'ignored'],
  ['a key by its ending', count(60, (i) => `C-${i}`), 'ignored'],
  ['numbers with a few strays', [...count(99, String), 'unknown'], 'numeric'],
  ['numbers and one other word', [...count(50, String), ...count(9, () => 'unknown')], 'numeric'],
  ['numbers with many strays', [...count(50, String), ...count(9, (i) => `x y${i}`)], 'ignored'],
  ['codes among numbers', [...count(99, (i) => `${2 * i}`), 'V1', 'V2', 'E99.1'], 'ignored'],
  [
    'codes among numbers, in some rows each',
    [...count(990, (i) => `${2 * (i % 99)}`), 'V1', 'V2', 'E99.1'],
    'categorical',
  ],
  ['numbers with one stray in twenty', [...count(95, String), ...count(5, () => 'x')], 'numeric'],
  ['numbers with more strays', [...count(940, String), ...count(60, (i) => `x y${i}`)], 'ignored'],
  ['few numbers with a stray', [...count(99, (i) => `${i % 20}`), 'x'], 'categorical'],
  ['many levels, each in some rows', count(180, (i) => `street ${i % 60}`), 'categorical'],
  ['few texts, each in one row', count(50, (i) => `person ${i}`), 'categorical'],
  ['decimal commas', ['1,5', '2,50', '1,5'], 'numeric'],
  ['decimal commas and points between thousands', ['1.234,5', '2,5', '12'], 'numeric'],
  ['currency after the number', ['5 €', '1.200,50 €'], 'numeric'],
  ['currency codes', ['USD 5', '12 USD'], 'numeric'],
  ['negatives as accountants write them', ['(1,234)', '12', '$(5)', '($7.50)'], 'numeric'],
  ['negatives in parentheses', ['(1,234)', '12', '($7.50)'], 'numeric'],
  ['a unit', ['23.4 kmpl', '18 kmpl', '20.1 kmpl'], 'numeric'],
  ['a unit with a point, and thousands', ['95,000 mi.', '1,200 mi.'], 'numeric'],
  ['two words that everybody knows', ['Ja', 'nein', 'ja'], 'boolean'],
  ['on and off', ['on', 'off', 'ON'], 'boolean'],
  ['two units of different families', ['5 km', '3 kg', '7 km', '4 kg'], 'categorical'],
  ['ordinals', ['1st', '2nd', '3rd', '4th'], 'categorical'],
  ['ISO dates', ['2024-01-31', '2024-02-28T10:15:00Z', '2023-12-01 08:30'], 'datetime'],
  ['dates with the day first', ['24/06/2004', '01/02/2004'], 'datetime'],
  ['dates with the month first', ['6/24/2004 5:30 PM', '01/02/2004'], 'datetime'],
  ['months by name', ['24 Jun 2004', 'Feb 1, 2004', '3-Mar-05'], 'datetime'],
  ['times of day', ['02.00.00', '23.30.00'], 'datetime'],
  ['dates that no calendar has', ['31/02/2004', '30/02/2005'], 'categorical'],
  ['versions', ['1.2.3', '1.10.0', '2.0.1'], 'categorical'],
])('%s', (_name, cells, kind) => {
  expect(infer(cells).kind).toBe(kind);
});

test('the evidence counts missing and different cells and says why', () => {
  const { evidence } = infer(['$1,000', 'NA', '$2,000', '$1,000']);
  expect(evidence).toEqual({
    reason: 'numbers; currency $, thousands separators',
    missing: 1,
    distinct: 2,
  });
  expect(infer(['1', '2', 'Infinity', '4']).evidence.reason).toContain(
    '1 infinite cell counts as missing',
  );
  expect(infer([...count(99, String), 'unknown']).evidence.reason).toContain('"unknown"');
});

test('levels are trimmed and in order of code points', () => {
  expect(infer(['b', ' a', 'b ', 'Z']).parser).toEqual({
    kind: 'categorical',
    levels: ['Z', 'a', 'b'],
  });
});

test.each<[ColumnKind, readonly string[]]>([
  ['categorical', ['1', '2', '1']],
  ['numeric', ['1', 'x', '2']],
  ['boolean', ['on', 'off', 'on']],
  ['ignored', ['1', '2', '3']],
])('a told kind wins: %s', (kind, cells) => {
  expect(infer(cells, kind)).toMatchObject({
    kind,
    evidence: { reason: expect.stringMatching(/^as told/) },
  });
});

test('every finite number reads back from its own text', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(numberIn(String(value))).toBe(value + 0); // −0 is written as 0
    }),
  );
});

test('a cell of another format than the column is missing', () => {
  const plain = {
    kind: 'numeric',
    currency: '',
    thousands: false,
    percent: false,
    decimal: '.',
    accounting: false,
    unit: '',
  } as const;
  expect(numberReader(plain)('12')).toBe(12);
  expect(['$12', '1,200', '5%', '', 'x', '1.2.3', '0x10'].map(numberReader(plain))).toEqual(
    Array(7).fill(Number.NaN),
  );
  // As models read cells that were saved before these were known.
  const later = ['1.2k', '5-', '<5', '40+', '12,5', '10-19', '1h30m', '0x1F', '12[1]', '3/4'];
  expect(later.map(numberReader(plain))).toEqual(later.map(() => Number.NaN));
  expect(numberReader({ ...plain, unit: 'zł' })('12 zł')).toBe(12);
  expect(numberReader({ ...plain, currency: '$', thousands: true })('-$1,200.5')).toBe(-1200.5);
});

test('no column of any cells makes inference throw', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.double().map(String),
    fc.constantFrom('', 'NA', '$1', 'yes', '1e400'),
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 80 }), (cells) => {
      const { kind, parser } = infer(cells);
      expect(parser === null).toBe(kind === 'ignored');
    }),
  );
});

test('the commonest currency is the column’s', () => {
  expect(infer(['€1', '$2', '$3'], 'numeric').parser).toMatchObject({ currency: '$' });
});

test('a column told to be boolean has two texts, whatever their case', () => {
  expect(infer(['off', 'OFF', 'on'], 'boolean').parser).toEqual({
    kind: 'boolean',
    yes: 'on',
    no: 'off',
  });
});

test.each<[string, string, string]>([
  ['1.234,5', ',', '1234.5'],
  ['1,234.5', '.', '1234.5'],
  ['1,234', ',', '1.234'],
  ['1,234', '.', '1234'],
  ['1 234,5', ',', '1234.5'],
  ['(12)', '.', '-12'],
  ['$ 5', '.', '5'],
  ['-$5', '.', '-5'],
  ['5 %', '.', '5'],
  ['−5', '.', '-5'],
])('%s with the decimal mark %s is %s', (cell, decimal, value) => {
  expect(numberIn(cell, decimal as '.' | ',')).toBe(Number(value));
});

test.each(['K12', '12B4', '(12', '12)', '$5€', '1,23,4', '1.2.3', '--5', '5 5', 'e5', '%'])(
  '%s is no number',
  (cell) => {
    expect(numberIn(cell)).toBeUndefined();
  },
);

test('cells of another unit than the column’s are missing, with an example', () => {
  const cells = [...count(98, (i) => `${i}.5 kmpl`), '20 km/kg', '21 km/kg'];
  const { kind, parser, evidence } = infer(cells);
  expect([kind, parser]).toMatchObject(['numeric', { unit: 'kmpl' }]);
  expect(evidence.reason).toBe('numbers; unit kmpl; 2 cells such as "20 km/kg" count as missing');
});

test('the order of days and months is that of the whole column', () => {
  const order = (cells: readonly string[]) => infer(cells).parser;
  const of = (first: DatetimeOrder) => ({ kind: 'datetime', order: first, sentinels: true });
  expect(order(['01/02/2004', '13/02/2004'])).toEqual(of('day-first'));
  expect(order(['01/02/2004', '02/13/2004'])).toEqual(of('month-first'));
  expect(order(['2004/02/13', '2004/02/01'])).toEqual(of('year-first'));
  const open = infer(['01.02.2004', '03.04.2004']);
  expect(open.parser).toEqual(of('day-first'));
  expect(open.evidence.reason).toContain('the other way round');
});

test('seconds and milliseconds since 1970 are times by the column’s name and their size', () => {
  const named = (name: string, cells: readonly string[]) => {
    const [column] = readColumns({ [name]: cells }).columns;
    if (!column) throw new Error('no column');
    return inferColumn(profileColumn(column)).parser;
  };
  const seconds = ['1700000000', '1710000000'];
  expect(named('created_at', seconds)).toMatchObject({ order: 'epoch-seconds' });
  const milliseconds = seconds.map((cell) => `${cell}000`);
  expect(named('timestamp', milliseconds)).toMatchObject({ order: 'epoch-milliseconds' });
  expect(named('amount', seconds)).toMatchObject({ kind: 'numeric' });
  expect(named('date', ['20240131', '5'])).toMatchObject({ kind: 'numeric' });
});

test('a key is told by its name or by counting the rows, when every row has another one', () => {
  const named = (name: string, cells: readonly string[]) => {
    const [column] = readColumns({ [name]: cells }).columns;
    if (!column) throw new Error('no column');
    return inferColumn(profileColumn(column)).kind;
  };
  const scattered = count(40, (i) => `${7 * i + (i % 3)}`);
  expect(named('PassengerId', scattered)).toBe('ignored');
  expect(named('customer_id', scattered)).toBe('ignored');
  expect(named('paid', scattered)).toBe('numeric');
  expect(named('x', scattered)).toBe('numeric');
  expect(
    named(
      'customer_id',
      count(40, (i) => `${i % 30}`),
    ),
  ).toBe('numeric');
  expect(
    named(
      'x',
      count(40, (i) => `${1 + i}`),
    ),
  ).toBe('ignored');
  expect(
    named(
      'x',
      count(10, (i) => `${1 + i}`),
    ),
  ).toBe('numeric');
});

function numberIn(cell: string, decimal: '.' | ',' = '.'): number | undefined {
  return writtenNumbers(decimal)(cell)?.read(cell);
}

test.each<[string, string]>([
  ['Chinese', '这家店的服务很好味道不错价格便宜环境差慢'],
  ['Japanese', 'このみせのサービスはとてもよいりょうりもおいしい'],
  ['Thai', 'ร้านนี้บริการดีมากและอาหารอร่อย'],
])('sentences of a script without blanks are texts: %s', (_, letters) => {
  const cells = count(80, (i) =>
    Array.from({ length: 8 + (i % 9) }, (__, k) => letters[(i * 7 + k * k) % letters.length]).join(
      '',
    ),
  );
  expect(infer(cells).kind).toBe('text');
});

test('names of few characters in a script without blanks are no texts', () => {
  expect(infer(count(80, (i) => ['北京', '上海', '广州'][i % 3] ?? '')).kind).toBe('categorical');
});
