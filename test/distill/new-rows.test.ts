import { expect, test } from 'vitest';
import { madeUpRows } from '../../src/distill/new-rows.js';
import { madeUpTable } from '../../src/distill/taught-table.js';
import type { Table } from '../../src/table/table.js';
import { randomStream } from '../../src/util/random.js';

/** Two clumps: numbers near 0 go with level 0, numbers near 100 with level 1. */
const table: Table = {
  kind: 'table',
  rows: 40,
  target: undefined,
  columns: [
    {
      kind: 'numeric',
      name: 'x',
      values: Float64Array.from({ length: 40 }, (_, i) => (i % 2) * 100 + i / 50),
    },
    {
      kind: 'coded',
      name: 'side',
      levels: 2,
      codes: Int32Array.from({ length: 40 }, (_, i) => i % 2),
    },
    {
      kind: 'numeric',
      name: 'gap',
      values: Float64Array.from({ length: 40 }, (_, i) => (i % 2 ? 1 : Number.NaN)),
    },
  ],
};
const all = Int32Array.from({ length: 40 }, (_, row) => row);
const allocate = (bytes: number) => new ArrayBuffer(bytes);

test('cells come from two near rows, so that what goes together stays together', () => {
  const sources = madeUpRows(table, all, 200, randomStream(1));
  const made = madeUpTable(table, sources, allocate);
  expect(made.rows).toBe(200);
  const [x, side, gap] = made.columns;
  if (x?.kind !== 'numeric' || side?.kind !== 'coded' || gap?.kind !== 'numeric') throw new Error();
  for (let row = 0; row < 200; row++) {
    expect((x.values[row] ?? 0) > 50 ? 1 : 0).toBe(side.codes[row]);
    expect(Number.isNaN(gap.values[row])).toBe(side.codes[row] === 0);
  }
  const isMixed = (row: number) => new Set(sources.map((own) => own[row])).size > 1;
  expect([...all.keys()].filter(isMixed).length).toBeGreaterThan(20);
});

test('they are made of the named rows alone, and the same of the same stream', () => {
  const among = all.filter((row) => row >= 30);
  const sources = madeUpRows(table, among, 50, randomStream(2));
  expect(sources.every((own) => own.every((row) => row >= 30))).toBe(true);
  expect(madeUpRows(table, among, 50, randomStream(2))).toEqual(sources);
});
