import { expect, test } from 'vitest';
import { textCounts } from '../../src/preprocessing/text-counts.js';

test('characters, words, digits, capitals and punctuation are counted, pairs of units as one character', () => {
  const { names, columns } = textCounts(['Ab 12, X!', '', '😀', 'Ab 12, X!']);
  const first = Object.fromEntries(names.map((name, i) => [name, columns[i]?.[0]]));
  expect(first).toEqual({
    'characters (log)': Math.log1p(9),
    'words (log)': Math.log1p(3),
    'share of digits': 2 / 9,
    'share of capitals': 2 / 9,
    'share of punctuation': 2 / 9,
  });
  expect(columns.map((column) => column[1])).toEqual([0, 0, 0, 0, 0]);
  expect(columns.map((column) => column[2])).toEqual([Math.log1p(2), Math.log1p(1), 0, 0, 0.5]);
  expect(columns.map((column) => column[3])).toEqual(columns.map((column) => column[0]));
});
