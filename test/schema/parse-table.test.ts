import { expect, test } from 'vitest';
import { findLabel } from '../../src/schema/find-column.js';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { type ColumnValues, readColumns } from '../../src/table/read-rows.js';
import { MISSING, UNKNOWN_CLASS, UNSEEN } from '../../src/table/table.js';

const allocate = (bytes: number) => new ArrayBuffer(bytes);
const training = {
  size: ['1,000', '2', 'NA', '4'],
  color: ['red', 'blue', '?', 'red'],
  sold: ['Yes', 'no', '', 'YES'],
  y: ['a', 'b', '', 'a'],
};
const raw = readColumns(training);
const schema = inferSchema(raw, { label: 'y', task: 'auto', types: {}, ignore: [] });

function parse(columns: ColumnValues, label: 'required' | 'ignored' = 'ignored') {
  return parseTable(readColumns(columns), schema, { allocate, label });
}

test('cells become numbers, codes, and 1 or 0; gaps stay gaps', () => {
  const { table } = parse(training);
  expect(table.columns).toEqual([
    { kind: 'numeric', name: 'size', values: Float64Array.of(1000, 2, Number.NaN, 4) },
    { kind: 'coded', name: 'color', codes: Int32Array.of(1, 0, MISSING, 1), levels: 2 },
    { kind: 'numeric', name: 'sold', values: Float64Array.of(1, 0, Number.NaN, 1) },
  ]);
  expect(table.target).toBeUndefined();
});

test('rows without a label are set aside and counted', () => {
  const { table, notes } = parse(training, 'required');
  expect(table.rows).toBe(3);
  expect(table.target).toEqual(Int32Array.of(0, 1, 0));
  expect(table.columns[0]).toMatchObject({ values: Float64Array.of(1000, 2, 4) });
  expect(notes).toEqual(['1 row without a label is set aside']);
});

test('levels and classes that training did not have are told apart from gaps', () => {
  const { table } = parse(
    { ...training, color: ['green', '', 'red', 'red'], y: ['z', 'a', 'a', 'b'] },
    'required',
  );
  expect(table.columns[1]).toMatchObject({ codes: Int32Array.of(UNSEEN, MISSING, 1, 1) });
  expect(table.target).toEqual(Int32Array.of(UNKNOWN_CLASS, 0, 0, 1));
});

test('text in a numeric column is missing', () => {
  const { table } = parse({ ...training, size: ['big', '2', 'Infinity', '4'] });
  expect(table.columns[0]).toMatchObject({ values: Float64Array.of(Number.NaN, 2, Number.NaN, 4) });
});

test('the order of columns is free, and unknown ones are named in a note', () => {
  const { sold, color, size } = training;
  const { table, notes } = parse({ extra: ['1', '2', '3', '4'], sold, color, size });
  expect(table.columns.map(({ name }) => name)).toEqual(['size', 'color', 'sold']);
  expect(notes).toEqual(['columns that the model does not know are ignored: extra']);
});

test('all absent columns are named', () => {
  const error = expect.objectContaining({
    code: 'NO_COLUMN',
    message: expect.stringContaining('"size", "sold"'),
  });
  expect(() => parse({ color: ['red'] })).toThrow(error);
});

test('data without any label cannot be judged by it', () => {
  const unlabelled = { ...training, y: ['', 'NA', '?', '-'] };
  expect(() => parse(unlabelled, 'required')).toThrow(
    expect.objectContaining({ name: 'AutofitError', code: 'NO_LABELS' }),
  );
});

test('a label that should be a number and is none is a mistake of the user', () => {
  const prices = readColumns({ y: ['1.5', '2.5', '3.5'], x: ['1', '2', '3'] });
  const numeric = inferSchema(prices, { label: 'y', task: 'auto', types: {}, ignore: [] });
  const read = (y: string) =>
    parseTable(readColumns({ y: ['1', y], x: ['1', '2'] }), numeric, {
      allocate,
      label: 'required',
    });
  expect(read('2').table.target).toEqual(Float64Array.of(1, 2));
  for (const y of ['cheap', 'Infinity']) {
    expect(() => read(y)).toThrow(expect.objectContaining({ code: 'BAD_LABEL' }));
  }
});

test('columns lie in the memory that was given', () => {
  const { table } = parseTable(raw, schema, {
    allocate: (bytes) => new SharedArrayBuffer(bytes),
    label: 'required',
  });
  const buffers = table.columns.map(
    (column) => ('codes' in column ? column.codes : column.values).buffer,
  );
  for (const buffer of [...buffers, table.target?.buffer])
    expect(buffer).toBeInstanceOf(SharedArrayBuffer);
});

test.each<[string, ColumnValues, string]>([
  [
    'one column of several names',
    { 'size:color:y': ['1:red:a'] },
    '"size:color:y" looks like several columns: what stands between fields is told by `delimiter`.',
  ],
  [
    'one column',
    { 'size  color': ['1  red'] },
    'It was read as one column: what stands between fields is told by `delimiter`.',
  ],
  ['data for a header', { '31': [4], red: ['blue'] }, 'Its first line looks like data'],
  ['another spelling', { Size: [4], town: ['Oslo'] }, 'Is "Size" meant for "size"?'],
])('columns that are absent are told with how the file may be meant: %s', (_, columns, hint) => {
  expect(() => parse(columns)).toThrow(
    expect.objectContaining({ code: 'NO_COLUMN', hint: expect.stringContaining(hint) }),
  );
});

test('of rows in memory no delimiter is asked for', () => {
  const inMemory = { ...readColumns({ q: ['1'] }), isInMemory: true };
  expect(() => parseTable(inMemory, schema, { allocate, label: 'ignored' })).toThrow(
    expect.objectContaining({
      hint: 'The model was fitted with them; this data has: q.',
    }),
  );
});

test('of rows without any value it is said that they have no column', () => {
  const empty = { ...readColumns({ q: ['1'] }), columns: [], isInMemory: true };
  expect(() => parseTable(empty, schema, { allocate, label: 'ignored' })).toThrow(
    expect.objectContaining({ hint: 'The model was fitted with them; this data has none.' }),
  );
  expect(() => findLabel(empty, 'y')).toThrow(
    expect.objectContaining({ hint: 'It has no columns.' }),
  );
});

test('of one column that holds the one name that is absent, the delimiter is asked for', () => {
  const own = { ...schema, columns: schema.columns.filter(({ name }) => name === 'size') };
  const raw = readColumns({ 'size:y': ['1:a'] });
  expect(() => parseTable(raw, own, { allocate, label: 'ignored' })).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('"size:y" looks like several') }),
  );
});

test('a model of columns without names says so where some are absent', () => {
  const own = inferSchema(
    {
      ...readColumns({ c1: [1, 2, 3, 4], c2: [4, 3, 9, 1], c3: ['p', 'q', 'p', 'q'] }),
      header: false,
    },
    { label: 'c3', task: 'auto', types: {}, ignore: [] },
  );
  expect(() =>
    parseTable(readColumns({ a: [1], b: [2] }), own, { allocate, label: 'ignored' }),
  ).toThrow(expect.objectContaining({ hint: expect.stringContaining('fitted without a header') }));
});

test('columns without names are told by their places: another number of them is refused', () => {
  const unnamed = (columns: number) => {
    const cells = Array.from({ length: columns }, (_, i) => [`c${i + 1}`, [5, 8, 2, 9 + i]]);
    return { ...readColumns(Object.fromEntries(cells)), header: false };
  };
  const options = { task: 'regression', types: {}, ignore: [] } as const;
  const first = inferSchema(unnamed(5), { ...options, label: 'c1', weight: 'c5' });
  const read = (columns: number, own = first) =>
    parseTable(unnamed(columns), own, { allocate, label: 'ignored' }).table.rows;
  expect(read(5)).toBe(4);
  // Without the label each would be read as the one before it.
  for (const columns of [4, 6]) {
    expect(() => read(columns)).toThrow(
      expect.objectContaining({
        code: 'OTHER_COLUMNS',
        message: expect.stringContaining(`has ${columns} columns without names`),
      }),
    );
  }
  const last = inferSchema(unnamed(4), { ...options, label: 'c4' });
  expect([read(3, last), read(4, last)]).toEqual([4, 4]);
  const named = parseTable(readColumns({ c2: [1], c3: [2], c4: [3] }), first, {
    ...{ allocate, label: 'ignored' },
  });
  expect(named.table.rows).toBe(1);
});

test.each(['0', '00000000'])(
  '%s among seconds is no moment, as a feature and as the time',
  (none) => {
    const rows = Array.from({ length: 40 }, (_, row) => row);
    const known = {
      created_at: rows.map((row) => `${1.7e9 + 86_411 * row}`),
      y: rows.map((row) => (row % 2 ? 'a' : 'b')),
    };
    const options = { label: 'y', task: 'auto', types: {}, ignore: [] } as const;
    const trained = inferSchema(readColumns(known), { ...options, time: 'created_at' });
    const created_at = [none, '1700000000', '0.5'];
    const read = readColumns({ created_at, y: ['a', 'b', 'a'] });
    const { table } = parseTable(read, trained, { allocate, label: 'required' });
    const values = Float64Array.of(Number.NaN, 1.7e12, 500);
    expect(table.columns).toEqual([{ kind: 'datetime', name: 'created_at', values }]);
    expect(table.times).toEqual(values);
  },
);
