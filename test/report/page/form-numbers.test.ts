import { expect, test } from 'vitest';
import { formTable } from '../../../src/report/page/form-table.js';
import { inferSchema } from '../../../src/schema/infer-schema.js';
import { parseTable } from '../../../src/schema/parse-table.js';
import { readColumns } from '../../../src/table/read-rows.js';

const allocate = (bytes: number) => new ArrayBuffer(bytes);
const many = (write: (row: number) => string) => Array.from({ length: 60 }, (_, row) => write(row));
const training = {
  plain: many((row) => (row % 9 ? `${row}.5` : '-999')),
  money: many((row) => `$${row}.50`),
  band: many((row) => `${row}-${row + 9}`),
  power: many((row) => `${row % 5} W`),
  member: many((row) => (row % 3 ? 'yes' : 'no')),
  y: many((row) => `${(row * 7) % 31}.5`),
};
const schema = inferSchema(readColumns(training), {
  label: 'y',
  task: 'auto',
  types: {},
  ignore: [],
  missing: ['-999', '0'],
});

test('numbers that are told to be missing are so in a form as in a file', () => {
  const amounts = { plain: ['-999', '5'], money: ['$0', '$-999'], band: ['-999', '7'] };
  const cells = { ...amounts, power: ['0 W', '4 W'] };
  const member = ['no', 'yes'];
  const raw = readColumns({ ...cells, member });
  const { columns } = parseTable(raw, schema, { allocate, label: 'ignored' }).table;
  expect(columns.map(({ name }) => name)).toEqual(['plain', 'money', 'band', 'power', 'member']);
  const form = formTable(schema, [
    [-999, 0, -999, 0, 0],
    [5, -999, 7, 4, 1],
  ]);
  expect(form.columns).toEqual(columns);
  expect(form.columns[4]).toMatchObject({ values: Float64Array.of(0, 1) });
});

test('a number that a cell tells with more is none of those', () => {
  const value = { kind: 'numbers', value: -999, parts: [-1000, -998] } as const;
  const [, , band] = formTable(schema, [[null, null, value, null, null]]).columns;
  expect(band).toMatchObject({ values: Float64Array.of(-999) });
});
