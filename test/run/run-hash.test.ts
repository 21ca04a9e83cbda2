import { expect, test } from 'vitest';
import { hashOf } from '../../src/run/run-record.js';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { readColumns } from '../../src/table/read-rows.js';

const raw = readColumns({ x: ['1', '2', '3', '4'], y: ['5', '7', '6', '8'] });
const schema = inferSchema(raw, { label: 'y', task: 'auto', types: {}, ignore: [] });
const allocate = (bytes: number) => new ArrayBuffer(bytes);
const { table } = parseTable(raw, schema, { allocate, label: 'required' });

const hashed = (learned: number, validation: string | undefined) => {
  const rows = Int32Array.of(0, 1, 2, 3);
  const folds = [{ train: rows.slice(0, learned), validation: rows.slice(learned) }];
  return hashOf({ schema, table, test: undefined, judge: { folds } }, { validation });
};

test('the same rows are other data where others of them are those of a validation file', () => {
  expect(hashed(2, 'judge.csv')).toBe(hashed(2, 'judge.csv'));
  expect(hashed(2, 'judge.csv')).not.toBe(hashed(3, 'judge.csv'));
});

test('how rows are dealt to folds is no part of the data', () => {
  expect(hashed(2, undefined)).toBe(hashed(3, undefined));
  expect(hashed(2, undefined)).not.toBe(hashed(2, 'judge.csv'));
});
