import { expect, test } from 'vitest';
import { groupValues } from '../../../src/report/facts/group-values.js';
import type { Schema } from '../../../src/schema/schema.js';

/** The groups of rows with these numbers. */
function groupsOf(numbers: readonly number[]): ReadonlySet<string | undefined> {
  const parser = { kind: 'numeric' };
  const column = { name: 'x', role: 'feature', kind: 'numeric', parser };
  const schema = { columns: [column] } as unknown as Schema;
  const values = Float64Array.from(numbers);
  const columns = [{ kind: 'numeric', name: 'x', values } as const];
  const table = { kind: 'table', rows: numbers.length, columns, target: undefined } as const;
  return new Set(groupValues('x', schema, table)?.values);
}

test('few numbers are groups of their own, however many digits they have', () => {
  const branches = [10000001, 10000002, 10000003, 10000004, 10000005, 10000006];
  expect([...groupsOf(branches)]).toEqual(branches.map(String));
});

test('quarters have names that differ, however narrow a column is', () => {
  const latitudes = Array.from({ length: 40 }, (_, i) => 52.501 + i / 10_000);
  expect(groupsOf(latitudes).size).toBe(4);
  const [first] = groupsOf([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(first).toMatch(/^up to 3/);
});
