import { expect, test } from 'vitest';
import { compactTexts } from '../../src/table/compact-texts.js';
import { createListColumn, listsOf } from '../../src/table/list-column.js';
import type { Table } from '../../src/table/table.js';
import { createTextColumn, textsOf, textsOfRows } from '../../src/table/text-column.js';

const own = (bytes: number) => new ArrayBuffer(bytes);

test('rows keep their texts and lists, and the dictionaries those of the rows alone', () => {
  const table: Table = {
    kind: 'table',
    rows: 3,
    target: undefined,
    columns: [
      createTextColumn('t', Int32Array.of(3, -1, 1), ['a', 'beta', 'c', 'ü'], own),
      createListColumn('l', Int32Array.of(2, 0, -1), [[1], [0], [0, 1]], 2, own),
    ],
  };
  const [texts, lists] = compactTexts(table).columns;
  if (texts?.kind !== 'text' || lists?.kind !== 'list') throw new Error('other columns');
  expect(textsOfRows(texts, Int32Array.of(0, 1, 2))).toEqual(['ü', '', 'beta']);
  expect(textsOf(texts)).toEqual(['beta', 'ü']);
  expect([...lists.codes].map((code) => listsOf(lists)[code])).toEqual([[0, 1], [1], undefined]);
  expect(listsOf(lists)).toHaveLength(2);
});
