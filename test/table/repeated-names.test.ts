import { expect, test } from 'vitest';
import { uniqueNames } from '../../src/table/header.js';
import { readColumns, readRows, readRowsAtOnce } from '../../src/table/read-rows.js';

const rows = [
  { size: 1, ' size': 2 },
  { size: 3, ' size': 4 },
];

test('names that are the same without their blanks are told apart and told of, as those of a file', async () => {
  const columns = { size: [1, 3], ' size': [2, 4] };
  for (const raw of [await readRows(rows), readRowsAtOnce(rows), readColumns(columns)]) {
    expect(raw.columns.map(({ name }) => name)).toEqual(['size', 'size_2']);
    expect(raw.repeated).toEqual(['size']);
    expect(raw.notes).toEqual(['column 2 has the repeated name: it is "size_2"']);
  }
});

test('thousands of columns of one name are numbered, and soon', () => {
  const { names } = uniqueNames([...Array<string>(50_000).fill('a'), 'a_3', 'b']);
  expect(names.slice(0, 3)).toEqual(['a', 'a_2', 'a_4']);
  expect(names.slice(-3)).toEqual(['a_50001', 'a_3', 'b']);
});
