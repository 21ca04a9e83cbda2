import { expect, test } from 'vitest';
import { createListColumn } from '../../src/table/list-column.js';
import { rowKeys } from '../../src/table/row-keys.js';
import { type Column, UNSEEN } from '../../src/table/table.js';
import { createTextColumn } from '../../src/table/text-column.js';

const keysOf = (columns: readonly Column[], rows: number) => rowKeys({ columns, rows });

const allocate = (bytes: number) => new ArrayBuffer(bytes);

function columns(numbers: number[], texts: string[], lists: number[][]): readonly Column[] {
  return [
    { kind: 'numeric', name: 'n', values: Float64Array.from(numbers) },
    { kind: 'coded', name: 'c', codes: Int32Array.from(numbers, (n) => n & 1), levels: 2 },
    createTextColumn('t', Int32Array.from(texts.keys()), texts, allocate),
    createListColumn('l', Int32Array.from(lists.keys()), lists, 9, allocate),
  ];
}

test('the same values have the same key in another table, whatever its dictionaries', () => {
  const a = keysOf(columns([1, 2, 3], ['x', 'y', 'z'], [[1], [2, 3], []]), 3);
  const b = keysOf(columns([3, 9, 1], ['z', 'q', 'x'], [[], [7], [1]]), 3);
  expect([b[0], b[2]]).toEqual([a[2], a[0]]);
  expect(new Set([...a, ...b]).size).toBe(4);
});

test('a key hangs on every column, and on which of two has a value', () => {
  const key = (first: number, second: number) =>
    keysOf(
      [
        { kind: 'numeric', name: 'a', values: Float64Array.of(first) },
        { kind: 'numeric', name: 'b', values: Float64Array.of(second) },
      ],
      1,
    )[0];
  const keys = [key(1, 2), key(2, 1), key(1, 1), key(2, 2), key(Number.NaN, 1), key(0, 1)];
  expect(new Set(keys).size).toBe(6);
  expect(key(-0, 1)).toBe(key(0, 1));
  // A NaN with its sign set, as arithmetic leaves it.
  const odd = new Float64Array(Int32Array.of(0, -524288).buffer)[0] as number;
  expect(key(odd, 1)).toBe(key(Number.NaN, 1));
});

test('a part of the rows has the keys of the whole; small numbers far apart do not meet', () => {
  const values = Float64Array.from({ length: 50_000 }, (_, i) => i / 8);
  const column: Column = { kind: 'numeric', name: 'n', values };
  const all = keysOf([column], values.length);
  const part: Column = { ...column, values: values.slice(20, 23) };
  expect(keysOf([part], 3)).toEqual(all.slice(20, 23));
  // Two levels that are not known may be two.
  const unseen: Column = { kind: 'coded', name: 'c', codes: Int32Array.of(0, UNSEEN), levels: 1 };
  expect([...keysOf([unseen], 2)]).toEqual([expect.any(Number), Number.NaN]);
  expect(new Set(all).size).toBe(values.length);
});
