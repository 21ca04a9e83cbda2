import { expect, test } from 'vitest';
import { columnHash } from '../../src/table/column-hash.js';
import type { RawColumn } from '../../src/table/raw-table.js';
import { readColumns } from '../../src/table/read-rows.js';

function column(cells: readonly unknown[]): RawColumn {
  const [only] = readColumns({ only: cells }).columns;
  if (!only) throw new Error('no column');
  return only;
}

test('equal cells have equal hashes, white space around them aside', () => {
  expect(columnHash(column(['a', 'b', 'a']))).toBe(columnHash(column([' a', 'b ', 'a'])));
});

test('other cells, another order and other gaps have other hashes', () => {
  const columns = [
    ['a', 'b', 'a'],
    ['b', 'a', 'a'],
    ['a', 'a', 'b'],
    ['a', 'b', ''],
    ['a', '', 'b'],
    ['ab', '', 'a'],
    ['1', '2', '3'],
    ['1.0', '2', '3'],
    ['1', '2', '-3'],
  ];
  expect(new Set(columns.map((cells) => columnHash(column(cells)))).size).toBe(columns.length);
});

test('thousands of columns of few entries are told apart', () => {
  const sparse = Array.from({ length: 3000 }, (_, i) =>
    Array.from({ length: 200 }, (_, row) => Number(row === i % 200 || row === (i * 7) % 193)),
  );
  const different = new Set(sparse.map((cells) => cells.join()));
  expect(new Set(sparse.map((cells) => columnHash(column(cells)))).size).toBe(different.size);
});
