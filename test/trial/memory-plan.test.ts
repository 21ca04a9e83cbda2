import { expect, test } from 'vitest';
import type { ModelInputs } from '../../src/matrix/model-inputs.js';
import { textIndexBytes } from '../../src/preprocessing/text-index.js';
import type { Table } from '../../src/table/table.js';
import {
  designBytes,
  loneTrialBytes,
  mostRows,
  planMemory,
  type RowsToBe,
  type TextsToBe,
  type TrialsShape,
} from '../../src/trial/memory-plan.js';
import { rowShape, trialRowBytes } from '../../src/trial/row-needs.js';
import { availableMemory } from '../../src/util/memory.js';

const MB = 2 ** 20;

const trees = { numbers: 'raw', categories: 'codes' } as const;
const network = { numbers: 'scaled', categories: 'one-hot' } as const;

/** A table of so many columns of numbers, each of a million rows, of which every row takes as much as told. */
function trialsOf(columns: number, inputs: readonly ModelInputs[] = [trees]): TrialsShape {
  const values = new Float64Array(1e6);
  const own = Array.from({ length: columns }, (_, i) => ({
    kind: 'numeric' as const,
    name: `x${i}`,
    values,
  }));
  const table: Table = { kind: 'table', rows: 1e6, columns: own, target: undefined };
  const features = own.map(({ name }) => ({ name, ...numeric }));
  return { table, shape: rowShape(features, 2, 0), inputs };
}

const numeric = {
  role: 'feature',
  kind: 'numeric',
  parser: null,
  evidence: { reason: '', missing: 0, distinct: 9 },
} as const;

test('no more workers than have room for a trial each beside the table, and always one', () => {
  expect(planMemory(trialsOf(2), 8, 8e9).workers).toBe(8);
  const trials = trialsOf(20);
  const [alone, table] = [loneTrialBytes(trials, trees), 160e6];
  const job = alone - table - 200e6;
  expect(planMemory(trials, 8, alone + 2 * job + 1e6).workers).toBe(3);
  expect(planMemory(trials, 8, alone + 2 * job - 1e6).workers).toBe(2);
  expect(planMemory(trials, 8, 100e6)).toEqual({ workers: 1, keptBytes: 0 });
});

test('what is left is for prepared folds, by halves', () => {
  const trials = trialsOf(20);
  const { keptBytes } = planMemory(trials, 1, loneTrialBytes(trials, trees) + 600e6);
  expect(keptBytes).toBeCloseTo(300e6, 0);
});

test('the family that takes most decides how many train at once', () => {
  const [lean, both] = [trialsOf(50), trialsOf(50, [trees, network])];
  const memory = loneTrialBytes(both, network) + 1e6;
  expect(planMemory(both, 8, memory).workers).toBe(1);
  expect(planMemory(lean, 8, memory).workers).toBeGreaterThan(1);
});

/** A million rows of as many columns, with texts. */
function rowsToBe(columns: number, texts: TextsToBe): RowsToBe {
  const features = Array.from({ length: columns }, (_, i) => ({ name: `x${i}`, ...numeric }));
  const shapeOf = (textBytes: number) => rowShape(features, 2, textBytes);
  return { rows: 1e6, texts, shapeOf, inputs: [trees] };
}

test('as many rows are taken as a lone trial has room for', () => {
  const own = rowsToBe(20, { columns: 0, all: 0, ofRow: 0 });
  const shape = own.shapeOf(0);
  const perRow = shape.tableBytes + trialRowBytes(shape, trees);
  expect(mostRows(own, 700e6)).toBe(Math.floor(400e6 / perRow));
  expect(mostRows(own, 100e6)).toBe(0);
  expect(mostRows(own, 8e9)).toBe(1e6);
});

test('texts that rows share leave room for more rows than texts of their own, whose terms are counted too', () => {
  const own = mostRows(rowsToBe(2, { columns: 1, all: 100e6, ofRow: 100 }), 400e6);
  const shared = mostRows(rowsToBe(2, { columns: 1, all: 1e6, ofRow: 100 }), 400e6);
  expect(own).toBeLessThan(100e6 / (26 * 100));
  expect(shared).toBeGreaterThan(5 * own);
});

test('the baseline looks at no column, and takes no more than its worker', () => {
  const none = { numbers: 'none', categories: 'none' } as const;
  expect(loneTrialBytes(trialsOf(20), none)).toBe(200e6 + 160e6 + 100e6);
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

test('there is room for the counts of texts, which each worker keeps', () => {
  const bytes = new Uint8Array(10 * MB);
  const offsets = new Int32Array(1);
  const text = { kind: 'text', name: 't', codes: new Int32Array(0), bytes, offsets } as const;
  const table = { kind: 'table', rows: 0, columns: [text], target: undefined } as const;
  const { shape } = trialsOf(0);
  const without = loneTrialBytes({ table: { ...table, columns: [] }, shape, inputs: [] }, trees);
  // Its bytes, and 16 for each of a text.
  const own = loneTrialBytes({ table, shape, inputs: [] }, trees) - without;
  expect(own).toBe(10 * MB + textIndexBytes(text));
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
