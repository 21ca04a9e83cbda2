import { describe, expect, test } from 'vitest';
import { inferSchema, type SchemaOptions } from '../../src/schema/infer-schema.js';
import type { ParsedTable } from '../../src/schema/parse-table.js';
import { parseTable } from '../../src/schema/parse-table.js';
import type { Schema } from '../../src/schema/schema.js';
import { readColumns } from '../../src/table/read-rows.js';

const allocate = (bytes: number) => new ArrayBuffer(bytes);

function judge(
  columns: Record<string, readonly unknown[]>,
  options: Partial<SchemaOptions> = {},
): { schema: Schema; parsed: ParsedTable } {
  const raw = readColumns(columns);
  const schema = inferSchema(raw, { label: 'y', task: 'auto', types: {}, ignore: [], ...options });
  return { schema, parsed: parseTable(raw, schema, { allocate, label: 'required' }) };
}

function repeated(cells: readonly string[], rows = 60): string[] {
  return Array.from({ length: rows }, (_, i) => cells[i % cells.length] ?? '');
}

const numbers = Array.from({ length: 60 }, (_, i) => `${i * 1.5}`);
const y = repeated(['a', 'b']);

describe('among numbers', () => {
  test.each([
    [['#N/A', '#DIV/0!', '#VALUE!']],
    [['None', '<NA>', 'n.a.']],
    [['.', '--', '\\N']],
    [['unknown', 'missing', 'none', 'not available']],
  ])('%j are missing, which is said', (tokens) => {
    const x = numbers.map((cell, i) =>
      i % 3 === 0 ? (tokens[(i / 3) % tokens.length] ?? '') : cell,
    );
    const { schema, parsed } = judge({ x, y });
    const column = schema.columns[0];
    expect(column?.kind).toBe('numeric');
    expect(column?.evidence.reason).toMatch(/in 20 cells count as missing/);
    const { values } = parsed.table.columns[0] as { values: Float64Array };
    expect([...values].filter(Number.isNaN)).toHaveLength(20);
    expect(values[1]).toBe(1.5);
  });

  test('of few values too, but not beside a single one', () => {
    expect(judge({ x: repeated(['1', '2', '3', 'none']), y }).schema.columns[0]?.kind).toBe(
      'numeric',
    );
    expect(judge({ x: repeated(['1', 'none']), y }).schema.columns[0]?.kind).toBe('categorical');
  });

  test('other words are not', () => {
    expect(judge({ x: repeated(['1', '2', 'many']), y }).schema.columns[0]?.kind).toBe(
      'categorical',
    );
  });

  test('among words they are levels', () => {
    const { parser } =
      judge({ x: repeated(['none', 'brick', 'stone']), y }).schema.columns[0] ?? {};
    expect(parser).toMatchObject({ levels: ['brick', 'none', 'stone'] });
  });
});

describe('what is told', () => {
  test('a token of all columns, of one, and as a number in any form', () => {
    const x = numbers.map((cell, i) => (i % 10 === 0 ? '-999' : i % 10 === 1 ? '-999.0' : cell));
    const k = repeated(['none', 'u', 'v']);
    const { parsed, schema } = judge({ x, k, y }, { missing: ['x=-999', 'none'] });
    const [numeric, coded] = parsed.table.columns as unknown as [
      { values: Float64Array },
      { codes: Int32Array },
    ];
    expect([...numeric.values].filter(Number.isNaN)).toHaveLength(12);
    expect([...coded.codes.subarray(0, 3)]).toEqual([-1, 0, 1]);
    expect(schema.columns[0]?.missing).toEqual({ missing: ['-999', 'none'], keep: [] });
    expect(schema.columns[0]?.evidence.missing).toBe(12);
  });

  test.each(['x=-999', 'x=-999,00'])(
    'numbers that are told so have either decimal mark: %s',
    (missing) => {
      const x = numbers.map((cell, i) => (i % 3 === 0 ? '-999,00' : cell.replace('.', ',')));
      const { schema, parsed } = judge({ x, y }, { missing: [missing] });
      expect(schema.columns[0]?.evidence.missing).toBe(20);
      const { values } = parsed.table.columns[0] as { values: Float64Array };
      expect([...values].filter(Number.isNaN)).toHaveLength(20);
      const cells = [-999, '-999,0', '-999.0', '-999,000', '4,5', '4.5'];
      const raw = readColumns({ x: cells }, 'rows', { commaColumns: new Set(['x']) });
      const [column] = parseTable(raw, schema, { allocate, label: 'ignored' }).table.columns;
      const none = Number.NaN;
      expect(column).toMatchObject({ values: Float64Array.of(none, none, none, -999, 4.5, 4.5) });
    },
  );

  test.each(['x=999', 'x=$999.00', 'x=999,00 €'])(
    'numbers that are told so may be money: %s',
    (missing) => {
      const x = numbers.map((cell, i) => (i % 3 === 0 ? '$999.00' : `$${cell}`));
      const { schema } = judge({ x, y }, { missing: [missing] });
      expect(schema.columns[0]?.evidence.missing).toBe(20);
      const cells = [999, '$999', '999.00 USD', '$998'];
      const raw = readColumns({ x: cells });
      const [column] = parseTable(raw, schema, { allocate, label: 'ignored' }).table.columns;
      const { values } = column as { values: Float64Array };
      expect([...values].map(Number.isNaN)).toEqual([true, true, true, false]);
    },
  );

  test('numbers that are told so may have groups, where these are no fraction', () => {
    const x = numbers.map((cell, i) => (i % 3 === 0 ? '9,999.00' : cell));
    const { schema } = judge({ x, y }, { missing: ['x=9999'] });
    expect(schema.columns[0]?.evidence.missing).toBe(20);
  });

  test.each<[string, readonly string[], string]>([
    ['leading zeros', Array.from({ length: 20 }, (_, i) => `${90 + i}`.padStart(3, '0')), '99'],
    ['two digits', ['09', '2A', '2B', '10'], '9'],
    ['an E', ['1E2', '2E7', '7E5', 'A1', 'B4'], '100'],
    ['an x', ['0x63', 'A1', 'B4', 'C2'], '99'],
  ])('codes are not the numbers that they look like: %s', (_, codes, token) => {
    const code = repeated(codes);
    const { schema, parsed } = judge({ code, y }, { missing: [token] });
    expect(schema.columns[0]).toMatchObject({ kind: 'categorical', evidence: { missing: 0 } });
    const coded = parsed.table.columns[0] as unknown as { codes: Int32Array };
    expect([...coded.codes].every((own) => own >= 0)).toBe(true);
    const [first = ''] = codes;
    const told = judge({ code, y }, { missing: [`code=${first}`] }).schema.columns[0];
    expect(told?.evidence.missing).toBe(code.filter((cell) => cell === first).length);
  });

  test('among numbers zeros in front and powers change nothing', () => {
    const x = numbers.map((cell, i) => ['099', '99', '9.9e1'][i] ?? cell);
    const { parsed, schema } = judge({ x, y }, { missing: ['99'] });
    expect(schema.columns[0]?.evidence.missing).toBe(3);
    const { values } = parsed.table.columns[0] as unknown as { values: Float64Array };
    // 99 is one of the other numbers too.
    const isNone = Array.from({ length: 60 }, (_, i) => i < 3 || i === 66);
    expect([...values].map(Number.isNaN)).toEqual(isNone);
    const money = repeated(['$01', '02', '09', '9', '5.5', '7']);
    const priced = judge({ x: money, y }, { missing: ['x=9'] }).schema.columns[0];
    expect(priced).toMatchObject({ kind: 'numeric', evidence: { missing: 20, distinct: 4 } });
    expect(priced?.range).toMatchObject({ low: 1, high: 7 });
    const month = numbers.map((_, i) => `${1 + (i % 12)}`.padStart(2, '0'));
    const months = judge({ month, y }, { missing: ['9'] });
    expect(months.schema.columns[0]).toMatchObject({ kind: 'numeric', evidence: { missing: 5 } });
    const { values: told } = months.parsed.table.columns[0] as unknown as { values: Float64Array };
    expect([...told].filter(Number.isNaN)).toHaveLength(5);
    const year = numbers.map((_, i) => (i % 9 === 0 ? '0000' : `${1990 + (i % 30)}`));
    const years = judge({ year, y }, { missing: ['0'] }).schema.columns[0];
    expect(years).toMatchObject({ kind: 'numeric', evidence: { missing: 7 } });
  });

  test('a value that would be missing', () => {
    const k = repeated(['NA', 'SE', 'NO']);
    const kept = judge({ k, y }, { keep: ['k=NA'] }).schema.columns[0];
    expect(kept?.parser).toMatchObject({ levels: ['NA', 'NO', 'SE'] });
    expect(judge({ k, y }).schema.columns[0]?.evidence.missing).toBe(20);
  });
});

describe('of a label', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['the only other value is a class', ['+', '-'], ['+', '-']],
    [
      'what is as frequent as a class is one',
      ['EU', 'EU', 'AS', 'AS', 'NA', 'NA', 'SA'],
      ['AS', 'EU', 'NA', 'SA'],
    ],
    ['what is rarer is none', ['EU', 'EU', 'EU', 'AS', 'AS', 'NA'], ['AS', 'EU']],
  ])('%s', (_, cells, classes) => {
    const { schema } = judge({ x: repeated(numbers, 84), y: repeated(cells, 84) });
    expect(schema.task.classes).toEqual(classes);
  });

  test('numbers are missing in each spelling where all others are plain numbers, as these are one class', () => {
    const cells = repeated(['1', '2', '3', '4', '9', '09'], 180);
    const { schema, parsed } = judge({ x: repeated(numbers, 180), y: cells }, { missing: ['y=9'] });
    expect(schema.task.classes).toEqual(['1', '2', '3', '4']);
    expect(parsed.table.target).toHaveLength(120);
    expect(schema.columns[1]?.evidence.missing).toBe(60);
    const later = readColumns({ x: ['1', '2', '3'], y: ['009', '9', '4'] });
    expect(parseTable(later, schema, { allocate, label: 'required' }).table.target).toHaveLength(1);
    const codes = repeated(['A1', 'B2', '9', '09'], 180);
    const coded = judge({ x: repeated(numbers, 180), y: codes }, { missing: ['y=9'] });
    expect(coded.schema.task.classes).toEqual(['09', 'A1', 'B2']);
  });

  test('rows that are set aside are named by their cell, with the way round it', () => {
    const { parsed } = judge({
      x: repeated(numbers, 84),
      y: repeated(['EU', 'EU', 'EU', 'AS', 'AS', 'NA', ''], 84),
    });
    expect(parsed.notes).toEqual([
      '24 rows without a label are set aside ("NA" in 12 rows; `keep: "y=NA"` takes it for a value)',
    ]);
    const words = repeated(['a', 'b', 'c', 'a']);
    expect(judge({ x: numbers, y: words }, { missing: ['y=a'] }).parsed.warnings[0]).toMatch(
      /^50 % of all, 30 rows/,
    );
  });

  test('any number of words to predict is counted', () => {
    const y = Array.from({ length: 150_000 }, (_, i) => `word ${i.toString(36)}x`);
    const x = y.map((_, i) => i % 7);
    expect(() => judge({ x, y })).toThrow('150000 classes');
  });

  test('among numbers to predict, words for none set rows aside', () => {
    const cells = numbers.map((cell, i) => (i % 6 === 0 ? 'unknown' : cell));
    const { schema, parsed } = judge({ x: numbers, y: cells });
    expect(schema.task.kind).toBe('regression');
    expect(parsed.table.rows).toBe(50);
    expect(parsed.notes[0]).toMatch(
      /^10 rows without a label are set aside \("unknown" in 10 rows/,
    );
  });
});

test('a column whose name holds an equals sign is told, and one that is none is an error', () => {
  const columns = { 'a=b': repeated(['1.5', '2.5', '-999']), y };
  const { schema } = judge(columns, { missing: ['a=b=-999'] });
  expect(schema.columns[0]?.evidence.missing).toBe(20);
  expect(() => judge(columns, { missing: ['nope=-999'] })).toThrow('`missing` names "nope"');
});

test('a minus among signs is a level', () => {
  const { parser } = judge({ x: repeated(['-', '+', '++']), y }).schema.columns[0] ?? {};
  expect(parser).toMatchObject({ levels: ['+', '++', '-'] });
});
