import { expect, test } from 'vitest';
import type { Table } from '../../src/table/table.js';
import { designBytes, planMemory } from '../../src/trial/memory-plan.js';
import { availableMemory } from '../../src/util/memory.js';

const MB = 2 ** 20;

function tableOf(megabytes: number): Table {
  const values = new Float64Array((megabytes * MB) / 8);
  const column = { kind: 'numeric', name: 'x', values } as const;
  return { kind: 'table', rows: values.length, columns: [column], target: undefined };
}

test('no more workers than have room for a trial each, and always one', () => {
  expect(planMemory(tableOf(1), 8, 8192 * MB).workers).toBe(8);
  // 150 MB and four times 100 MB a worker, of 70 % of 2 GB.
  expect(planMemory(tableOf(100), 8, 2048 * MB).workers).toBe(2);
  expect(planMemory(tableOf(100), 8, 100 * MB)).toEqual({ workers: 1, keptBytes: 0 });
});

test('what is left is for prepared folds, by halves', () => {
  const { keptBytes } = planMemory(tableOf(100), 1, 2000 * MB);
  expect(keptBytes / MB).toBeCloseTo((1400 - 550) / 2, 6);
});

test('a design matrix is as large as its arrays', () => {
  const matrix = { rows: 2, columns: 3, data: new Float32Array(6) };
  const dense = { kind: 'dense', matrix, features: [] } as const;
  const codes = {
    kind: 'codes',
    rows: 2,
    codes: new Int32Array(2),
    cardinalities: [3],
    features: [],
  } as const;
  expect(designBytes({ rows: 2, blocks: [dense, codes] })).toBe(32);
});

test('some memory is available', () => {
  expect(availableMemory()).toBeGreaterThan(64 * MB);
  expect(Number.isFinite(availableMemory())).toBe(true);
});

test('levels and texts take room too, by the bytes of their codes and cells', () => {
  const codes = new Int32Array((50 * MB) / 4);
  const coded = { kind: 'coded', name: 'c', codes, levels: 3 } as const;
  const bytes = new Uint8Array(50 * MB);
  const offsets = new Int32Array(1);
  const text = { kind: 'text', name: 't', codes, bytes, offsets } as const;
  const plan = (columns: Table['columns']) =>
    planMemory({ kind: 'table', rows: codes.length, columns, target: undefined }, 8, 2000 * MB);
  // Of 1,400 MB each worker takes 150 and four times the table.
  expect(plan([coded]).workers).toBe(4);
  expect(plan([coded, text]).workers).toBe(1);
});

test('there is room for the counts of texts, which each worker keeps', () => {
  const bytes = new Uint8Array(10 * MB);
  const offsets = new Int32Array(1);
  const text = { kind: 'text', name: 't', codes: new Int32Array(0), bytes, offsets } as const;
  const table = { kind: 'table', rows: 0, columns: [text], target: undefined } as const;
  // 150 MB, four times 10 MB and 16 bytes for each of a text.
  expect(planMemory(table, 8, 1000 * MB)).toEqual({ workers: 2, keptBytes: 0 });
});

test('cells as they are written and sparse matrices are as large as their arrays', () => {
  const columns = [1, 2, 3].map(() => ({ values: new Float64Array(4) }));
  const raw = { kind: 'raw', rows: 4, columns, features: [] } as const;
  const matrix = {
    rows: 2,
    columns: 9,
    offsets: new Int32Array(3),
    indices: new Int32Array(5),
    values: new Float32Array(5),
  };
  const sparse = { kind: 'sparse', matrix, features: [] } as const;
  expect(designBytes({ rows: 4, blocks: [raw, sparse] })).toBe(8 * 4 * 3 + 12 + 20 + 20);
});
