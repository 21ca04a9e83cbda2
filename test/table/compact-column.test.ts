import { expect, test } from 'vitest';
import { compactColumn, createCompactor } from '../../src/table/compact-column.js';
import { concatTables } from '../../src/table/concat-tables.js';
import type { Column, ColumnCodes, ColumnNumbers, Table } from '../../src/table/table.js';
import { takeRows } from '../../src/table/take-rows.js';

const allocate = (bytes: number) => new ArrayBuffer(bytes);

function numbers(...values: number[]): ColumnNumbers | undefined {
  const own = compactColumn(
    { kind: 'numeric', name: 'n', values: Float64Array.from(values) },
    allocate,
  );
  return 'values' in own ? own.values : undefined;
}

function codes(...values: number[]): ColumnCodes | undefined {
  const codes = Int32Array.from(values);
  const own = compactColumn({ kind: 'coded', name: 'c', codes, levels: 40_000 }, allocate);
  return 'codes' in own ? own.codes : undefined;
}

test('numbers are in single precision where it holds each of them, gaps and the sign of zero as well', () => {
  expect(numbers(1, -0, 0.5, Number.NaN, 2 ** 24)).toEqual(
    Float32Array.of(1, -0, 0.5, Number.NaN, 2 ** 24),
  );
  for (const other of [0.1, 2 ** 24 + 1, 1e39, 1e-46]) {
    expect(numbers(1, other)).toEqual(Float64Array.of(1, other));
  }
});

test('codes take the bits that they need, those of missing and unseen cells too', () => {
  expect(codes(-2, -1, 0, 127)).toEqual(Int8Array.of(-2, -1, 0, 127));
  expect(codes(-2, 128, 32_767)).toEqual(Int16Array.of(-2, 128, 32_767));
  expect(codes(32_768, -1)).toEqual(Int32Array.of(32_768, -1));
});

test('codes far below zero take more bits too', () => {
  expect(codes(-128, 0)).toEqual(Int8Array.of(-128, 0));
  expect(codes(-129, 0)).toEqual(Int16Array.of(-129, 0));
  expect(codes(-32_768, 0)).toEqual(Int16Array.of(-32_768, 0));
  expect(codes(-32_769, 0)).toEqual(Int32Array.of(-32_769, 0));
});

test('what numbers tell besides is as compact; texts and dates stay', () => {
  const parts = [{ name: 'bound', values: Float64Array.of(-1, 1) }];
  const column = { kind: 'numeric', name: 'n', values: Float64Array.of(0.1, 2), parts } as const;
  expect(compactColumn(column, allocate)).toEqual({
    ...column,
    parts: [{ name: 'bound', values: Float32Array.of(-1, 1) }],
  });
  const dates: Column = { kind: 'datetime', name: 'd', values: Float64Array.of(0, 1) };
  expect(compactColumn(dates, allocate)).toBe(dates);
});

test('rows that are taken, and those of two tables, stay as compact as both are', () => {
  const table = (...columns: Column[]): Table => ({
    kind: 'table',
    rows: 2,
    columns,
    target: undefined,
  });
  const n = (values: ColumnNumbers): Column => ({ kind: 'numeric', name: 'n', values });
  const c = (codes: ColumnCodes): Column => ({ kind: 'coded', name: 'c', codes, levels: 3 });
  const compact = table(n(Float32Array.of(1, 2)), c(Int8Array.of(0, -1)));
  const wide = table(n(Float64Array.of(0.1, 4)), c(Int32Array.of(2, 1)));
  expect(takeRows(compact, Int32Array.of(1), allocate).columns).toEqual([
    n(Float32Array.of(2)),
    c(Int8Array.of(-1)),
  ]);
  expect(concatTables(compact, compact, allocate).columns).toEqual([
    n(Float32Array.of(1, 2, 1, 2)),
    c(Int8Array.of(0, -1, 0, -1)),
  ]);
  expect(concatTables(compact, wide, allocate).columns).toEqual([
    n(Float64Array.of(1, 2, 0.1, 4)),
    c(Int32Array.of(0, -1, 2, 1)),
  ]);
});

test('a compactor gives its memory again, and what came of it stays', () => {
  const given: ArrayBufferLike[] = [];
  const compactly = createCompactor(allocate);
  const column = (...values: number[]) =>
    compactly((memory) => {
      const room = memory(values.length * 8);
      given.push(room);
      const own = new Float64Array(room);
      own.set(values);
      return { kind: 'numeric', name: 'n', values: own };
    });
  const [first, second, third] = [column(0.1, 2), column(3, 0.4), column(5, 6, 7)];
  expect(given[1]).toBe(given[0]);
  expect(given[2]).not.toBe(given[0]);
  expect(first).toMatchObject({ values: Float64Array.of(0.1, 2) });
  expect(second).toMatchObject({ values: Float64Array.of(3, 0.4) });
  expect(third).toMatchObject({ values: Float32Array.of(5, 6, 7) });
});
