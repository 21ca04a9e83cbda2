import { expect, test } from 'vitest';
import { selectColumns } from '../../src/preprocessing/select-columns.js';
import type { Table } from '../../src/table/table.js';
import { randomStream } from '../../src/util/random.js';

const ROWS = 400;
const random = randomStream(0, 'doubtful');
const y = Float64Array.from({ length: ROWS }, (_, row) => row % 50);
const noise = Float64Array.from({ length: ROWS }, () => random.next());
const told = y.map((value) => value * 1000 + 7);
const table: Table = {
  kind: 'table',
  rows: ROWS,
  target: y,
  columns: [
    { kind: 'numeric', name: 'noise', values: noise },
    { kind: 'numeric', name: 'told', values: told },
    { kind: 'numeric', name: 'plain', values: noise.slice().reverse() },
  ],
};

test('a doubtful column is used where it tells something of the training rows; others are whatever they tell', () => {
  const rows = Int32Array.from(y, (_, row) => row);
  const task = { kind: 'regression', classes: 0 } as const;
  const target = { y, task, weights: undefined, random: randomStream(1) };
  const used = selectColumns({ selection: 'all' }, table, rows, target, new Set(['noise', 'told']));
  expect([...used].sort()).toEqual(['plain', 'told']);
});
