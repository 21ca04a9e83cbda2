import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profileColumn } from '../../src/schema/column-profile.js';
import { inferColumn } from '../../src/schema/infer-column.js';
import { parseNumber, readNumber } from '../../src/schema/parse-number.js';
import type { ColumnKind } from '../../src/schema/schema.js';
import { readColumns } from '../../src/table/read-rows.js';

function infer(cells: readonly string[], forced?: ColumnKind) {
  const [column] = readColumns({ x: cells }).columns;
  if (!column) throw new Error('no column');
  return inferColumn(profileColumn(column), forced);
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
  ['names', count(120, (i) => `person ${i}`), 'ignored'],
  ['numbers with a few strays', [...count(99, String), 'unknown'], 'numeric'],
  ['numbers with many strays', [...count(50, String), ...count(9, () => 'unknown')], 'ignored'],
  ['numbers with one stray in twenty', [...count(95, String), ...count(5, () => 'x')], 'numeric'],
  ['numbers with more strays', [...count(940, String), ...count(60, () => 'x')], 'ignored'],
  ['few numbers with a stray', [...count(99, (i) => `${i % 20}`), 'x'], 'categorical'],
  ['many levels, each in some rows', count(180, (i) => `street ${i % 60}`), 'categorical'],
  ['few texts, each in one row', count(50, (i) => `person ${i}`), 'categorical'],
  ['badly grouped thousands', ['1,5', '2,50', '1,5'], 'categorical'],
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
    '1 infinite cells count as missing',
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
  expect(infer(cells, kind)).toMatchObject({ kind, evidence: { reason: 'as told' } });
});

test('every finite number reads back from its own text', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(readNumber(String(value))?.value).toBe(value + 0); // −0 is written as 0
    }),
  );
});

test('a cell of another format than the column is missing', () => {
  const plain = { kind: 'numeric', currency: '', thousands: false, percent: false } as const;
  expect(parseNumber(plain, '12')).toBe(12);
  expect(
    ['$12', '1,200', '5%', '', 'x', '1.2.3', '0x10'].map((cell) => parseNumber(plain, cell)),
  ).toEqual(Array(7).fill(Number.NaN));
  expect(parseNumber({ ...plain, currency: '$', thousands: true }, '-$1,200.5')).toBe(-1200.5);
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
  expect(infer(['€1', '$2', '$3']).parser).toMatchObject({ currency: '$' });
});

test('a column told to be boolean has two texts, whatever their case', () => {
  expect(infer(['off', 'OFF', 'on'], 'boolean').parser).toEqual({
    kind: 'boolean',
    yes: 'on',
    no: 'off',
  });
});
