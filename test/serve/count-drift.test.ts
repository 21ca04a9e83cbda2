import { expect, test } from 'vitest';
import { driftCounter } from '../../src/serve/count-drift.js';
import type { Column } from '../../src/table/table.js';
import { servedModel } from '../fixtures/served.js';

const { state } = await servedModel();
const { columns } = state.schema;

function counted(age: readonly number[], from = state): readonly number[] {
  const own: Column[] = [{ kind: 'numeric', name: 'age', values: Float64Array.from(age) }];
  const table = { kind: 'table', rows: age.length, columns: own, target: undefined } as const;
  const counts = new Float64Array(3);
  driftCounter(from)({ ...table, weights: undefined }, counts);
  return [...counts];
}

test('the ends of training are in its range, and nothing beyond them', () => {
  expect(columns[0]?.name).toBe('age');
  // Training had 20 to 69.
  expect(counted([20, 69, 45, Number.NaN])).toEqual([1, 0, 0]);
  expect(counted([19.999, 69.001, -1e9, Number.POSITIVE_INFINITY])).toEqual([0, 0, 4]);
});

test('without spreads, as older models have none, the range of the schema tells', () => {
  const { spreads: _, ...older } = state;
  expect(counted([20, 69, 19, 70], older)).toEqual([0, 0, 2]);
});
