import { expect, test } from 'vitest';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { readColumns } from '../../src/table/read-rows.js';

const allocate = (bytes: number) => new ArrayBuffer(bytes);

function read(w: readonly string[], weightUnit?: number) {
  const raw = readColumns({ x: w.map((_, i) => `${i}`), y: w.map((_, i) => `${i % 2}.5`), w });
  const options = { label: 'y', weight: 'w', task: 'auto', types: {}, ignore: [] } as const;
  return parseTable(raw, inferSchema(raw, options), { allocate, label: 'required', weightUnit });
}

test.each([
  ['1', '3', '0', '2'],
  ['1000', '3000', '0', '2000'],
  ['0.001', '0.003', '0', '0.002'],
  ['5e307', '1.5e308', '0', '1e308'],
  ['1e-310', '3e-310', '0', '2e-310'],
])('weights are in units of their mean, however they are written: %s, %s', (...w) => {
  const told = read(w).table.weights ?? [];
  for (const [row, expected] of [0.5, 1.5, 0, 1].entries())
    expect(told[row]).toBeCloseTo(expected, 6);
});

test('those of another file are in the unit of the training file', () => {
  const { weightUnit } = read(['2', '4', '6']);
  expect(weightUnit).toBe(4);
  const other = read(['8', '4', '2'], weightUnit);
  expect(other.table.weights).toEqual(Float64Array.of(2, 1, 0.5));
  expect(other.weightUnit).toBe(4);
});

test('groups that are told hold where weights of training had none', () => {
  const rows = (w: readonly string[]) =>
    readColumns({ x: ['0', '1'], y: ['0.5', '1.5'], w, t: ['1,5', '2,5'] });
  const options = { label: 'y', weight: 'w', task: 'auto', ignore: [] } as const;
  const types = { w: 'numeric:1.234,5', t: 'numeric:1.234,5' } as const;
  const schema = inferSchema(rows(['1,5', '2,5']), { ...options, types, time: 't' });
  expect(schema.time?.parser).toMatchObject({ decimal: ',', thousands: true });
  const { table } = parseTable(rows(['1.234', '2']), schema, {
    allocate,
    label: 'required',
    weightUnit: 1,
  });
  expect(table.weights).toEqual(Float64Array.of(1234, 2));
});

test('weights that no unit holds together are a mistake', () => {
  expect(() => read(['1e300', '2e300'], 1e-300)).toThrow('of another size altogether');
  expect(() => read(['1e-300', '2e-300'], 1e300)).toThrow('of another size altogether');
});

test.each([
  [['-1', '2', '3'], 1],
  [['1', '2', ''], 3],
  [['1', 'inf', '2'], 2],
  [['1', '1e999', '2'], 2],
])('a weight that is none is a mistake that names its row: %s', (w, row) => {
  expect(() => read(w)).toThrow(`row ${row} has the weight`);
});

test('weights that are all 0 are a mistake', () => {
  expect(() => read(['0', '0', '0'])).toThrow('every weight is 0');
});
