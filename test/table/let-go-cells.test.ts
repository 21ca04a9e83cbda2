import { expect, test } from 'vitest';
import { letGoCells } from '../../src/table/let-go-cells.js';
import type { RawColumn } from '../../src/table/raw-table.js';

const MANY = 2 ** 18;

test('the memory of a large column is given back', async () => {
  const codes = new Int32Array(MANY);
  await letGoCells({ kind: 'coded', name: 'a', codes, values: ['x'] });
  expect(codes.byteLength).toBe(0);
  const numbers = new Float64Array(MANY);
  const column: RawColumn = {
    kind: 'numbers',
    name: 'b',
    numbers,
    forms: new Uint8Array(MANY),
    values: [],
  };
  await letGoCells(column);
  expect(numbers.byteLength).toBe(0);
  expect(column.forms.length).toBe(MANY);
});

test('what lies with others in a buffer, or on shared memory, stays', async () => {
  const all = new Int32Array(3 * MANY).fill(7);
  const codes = all.subarray(MANY, 2 * MANY);
  const shared = new Int32Array(new SharedArrayBuffer(4 * MANY));
  for (const own of [codes, shared])
    await letGoCells({ kind: 'coded', name: 'a', codes: own, values: [] });
  expect([codes[5], all.length, shared.length]).toEqual([7, 3 * MANY, MANY]);
});
