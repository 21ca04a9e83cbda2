import { expect, test } from 'vitest';
import { mixedTable } from '../../src/explain/mixed-table.js';
import type { Table } from '../../src/table/table.js';

test('the two numbers of a pair come from the row that its value comes from', () => {
  const numbers = (...values: number[]) => Float64Array.from(values);
  const parts = [
    { name: 'first', values: numbers(120, 140) },
    { name: 'second', values: numbers(80, 90) },
  ];
  const pressure = { kind: 'numeric', name: 'pressure', values: numbers(100, 115), parts } as const;
  const from: Table = { kind: 'table', rows: 2, columns: [pressure], target: undefined };
  const players = { columns: [['pressure']], playerOf: new Map([['pressure', 0]]) };
  const mixed = mixedTable(
    from,
    players,
    { count: 3, sources: Int32Array.of(1, 0, 1) },
    (bytes) => new ArrayBuffer(bytes),
  );
  expect(mixed.columns).toEqual([
    {
      ...pressure,
      values: numbers(115, 100, 115),
      parts: [
        { name: 'first', values: numbers(140, 120, 140) },
        { name: 'second', values: numbers(90, 80, 90) },
      ],
    },
  ]);
});
