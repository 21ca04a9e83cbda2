import { expect, test } from 'vitest';
import { checkColumns, checkTable } from '../../src/table/check-table.js';
import type { Table } from '../../src/table/table.js';

const table: Table = {
  kind: 'table',
  rows: 2,
  columns: [
    { kind: 'numeric', name: 'n', values: Float64Array.of(1, Number.NaN) },
    { kind: 'datetime', name: 'd', values: Float64Array.of(0, 1e12) },
    { kind: 'coded', name: 'c', codes: Int8Array.of(1, -2), levels: 2 },
    {
      ...{ kind: 'text', name: 't', codes: Int32Array.of(0, -1) },
      ...{ bytes: Uint8Array.of(97), offsets: Int32Array.of(0, 1) },
    } as const,
    {
      ...{ kind: 'list', name: 'l', codes: Int32Array.of(0, 0), items: 3 },
      ...{ offsets: Int32Array.of(0, 2), own: Int32Array.of(0, 2) },
    } as const,
    {
      ...{ kind: 'image', name: 'i', codes: Int32Array.of(0, -1), side: 1 },
      ...{ offsets: Int32Array.of(0, 1), own: Int32Array.of(0) },
      ...{ pixels: Uint8Array.of(1, 2, 3), sizes: Float64Array.of(5, 6, 7) },
    } as const,
  ],
  target: Int32Array.of(0, 1),
};

// biome-ignore lint/suspicious/noExplicitAny: what is forged has no type
type Forged = any;

test('a table of all kinds of columns is one', () => {
  checkTable(table);
  checkColumns(
    table,
    table.columns.map(({ name, kind }) => ({ name, kinds: [kind] })),
  );
  expect(() => checkColumns(table, [{ name: 'n', kinds: ['numeric'] }])).toThrow('other columns');
});

test.each<readonly [string, (own: Forged) => void, string]>([
  ['columns of nothing', (own) => (own.columns = null), 'is no list'],
  ['an unknown kind', (own) => (own.columns[0].kind = '__proto__'), 'unknown kind "__proto__"'],
  ['a cell too few', (own) => (own.columns[0].values = Float64Array.of(1)), '1 cells, not 2'],
  ['a code beyond the levels', (own) => (own.columns[2].codes[0] = 2), 'code 2 of nothing'],
  ['a code below all', (own) => (own.columns[2].codes[0] = -3), 'code -3 of nothing'],
  ['a text behind its bytes', (own) => (own.columns[3].offsets[1] = 9), 'entries of nothing'],
  ['offsets that fall', (own) => (own.columns[3].offsets[0] = 2), 'entries of nothing'],
  ['a text that is not there', (own) => (own.columns[3].codes[0] = 1), 'code 1 of nothing'],
  ['an item that there is not', (own) => (own.columns[4].own[1] = 3), 'code 3 of nothing'],
  ['pixels too few', (own) => (own.columns[5].pixels = Uint8Array.of(1)), 'not the pixels'],
  ['a picture that is not there', (own) => (own.columns[5].own[0] = 1), 'code 1 of nothing'],
  ['labels too many', (own) => (own.target = Int32Array.of(0, 1, 1)), '3 cells, not 2'],
  ['numbers in place of arrays', (own) => (own.columns[1].values = [1, 2]), 'is no array'],
])('%s: it is none', (_, change, message) => {
  const own = structuredClone(table);
  change(own);
  expect(() => checkTable(own)).toThrow(message);
});
